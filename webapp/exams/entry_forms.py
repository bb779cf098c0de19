"""Decide the shape of what a person brings to the start of an exam: the access password and the ticked pledge."""

from collections.abc import Mapping

import wtforms

from webapp.exams import rules
from webapp.forms import Form


class EntryForm(Form):
    """What is asked on the page before the start; which of it is needed is ``rules.missing``."""

    password = wtforms.StringField("考试口令")
    has_pledged = wtforms.BooleanField("我已阅读承诺书，并承诺遵守")

    def visit(self, address: str) -> rules.Visit:
        """Return the typed entries as a visit from a network address."""
        return rules.Visit(address, self.password.data or "", bool(self.has_pledged.data))

    def show(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its field, by code of ``rules.ASKS``."""
        fields = {"password": self.password, "pledge": self.has_pledged}
        for code, sentence in problems.items():
            fields[code].errors = [sentence.rstrip("。")]
