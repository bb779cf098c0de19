"""学习任务: who must do what by when, on which document, and the one ledger of what fulfilled it.

Nouns: Requirement (draft -> published -> withdrawn), Assignment, AssignmentChange, Override, Exemption, Fulfilment.
Public functions: ``service.publish``, ``service.fulfil``, ``service.revoke``, ``service.exempt``, ``service.extend``.
"""
