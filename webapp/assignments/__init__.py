"""学习任务: who must do what by when, on which document, and the one ledger of what fulfilled it.

Nouns: Requirement (draft -> published -> withdrawn -> published …), Assignment, AssignmentChange, Override, Exemption,
Fulfilment, DutyFacts (what one person owed at an instant). What a move, a leave or an adjustment does is ``rules.py``.
Public functions: ``service.create_requirement``, ``publish``, ``withdraw_publication``, ``fulfil``, ``revoke``,
``exempt``, ``extend``, ``person_moved``, ``person_left``; ``queries.duties_as_of``, ``duties_of``, ``open_duties_of``.
"""
