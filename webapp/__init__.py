"""The composition root: ``create_app`` puts the parts together and decides nothing else.

Where is X decided? Each package's docstring names its nouns, states and public functions; ``docs/architecture.md``
draws the path of the data through them.
"""

import logging

from flask import Flask
from flask_alembic import Alembic
from flask_bootstrap import Bootstrap5

import webapp.accounts.models
import webapp.accounts.viewer
import webapp.accounts.views
import webapp.assignments.models
import webapp.audit.naming
import webapp.audit.views
import webapp.bank.editing_views
import webapp.bank.jobs
import webapp.bank.mending_views
import webapp.bank.uses
import webapp.bank.views
import webapp.completion.views
import webapp.exams.change_views
import webapp.exams.corrections_views
import webapp.exams.entry_views
import webapp.exams.life_views
import webapp.exams.marking_views
import webapp.exams.monitor_views
import webapp.exams.paper_exam_views
import webapp.exams.picture_views
import webapp.exams.printing_views
import webapp.exams.statistics_views
import webapp.exams.uses
import webapp.exams.views
import webapp.feedback.views
import webapp.lease
import webapp.notify.views
import webapp.reminders.views
import webapp.reports.views
import webapp.roster.views
import webapp.settings.views
import webapp.study.views
import webapp.workbench.views
from webapp import db, errors, presentation, security
from webapp.config import PROJECT, Config

FEATURES = (
    webapp.audit,
    webapp.settings,
    webapp.notify,
    webapp.feedback,
    webapp.accounts,
    webapp.bank,
    webapp.exams,
    webapp.study,
    webapp.completion,
    webapp.roster,
    webapp.reminders,
    webapp.reports,
    webapp.workbench,
)

AUDIT_NAMES = webapp.audit.naming.Sources(
    columns={
        "employee": (webapp.accounts.models.Employee.id, webapp.accounts.models.Employee.full_name),
        "node": (webapp.accounts.models.OrgNode.id, webapp.accounts.models.OrgNode.name),
        "bank": (webapp.bank.models.QuestionBank.id, webapp.bank.models.QuestionBank.name),
        "import_batch": (webapp.bank.models.ImportBatch.id, webapp.bank.models.ImportBatch.filename),
        "requirement": (webapp.assignments.models.Requirement.id, webapp.assignments.models.Requirement.title),
        "exam": (webapp.exams.models.Exam.id, webapp.exams.models.Exam.title),
        "study_session": (webapp.study.models.StudySession.id, webapp.study.models.StudySession.title),
        "study_plan": (webapp.study.models.StudyPlan.id, webapp.study.models.StudyPlan.year),
        "roster_import": (webapp.roster.models.RosterImport.id, webapp.roster.models.RosterImport.filename),
        "indicator": (webapp.reports.models.OfficeIndicator.code, webapp.reports.models.OfficeIndicator.label),
    },
    words={
        "setting": webapp.settings.defaults.LABELS,
        "preset": {preset.code: preset.label for preset in webapp.exams.presets.PRESETS},
    },
)
"""Where the audit log, the lowest feature, finds names for the ids and codes that it keeps."""

alembic = Alembic(run_mkdir=False, metadatas=db.Base.metadata)


def create_app(config: Config) -> Flask:
    """Build the application for one configuration."""
    app = Flask(__name__)
    app.config["XUEFA"] = config
    app.config["TESTING"] = config.testing
    app.config["ALEMBIC"] = {"script_location": str(PROJECT / "migrations")}
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    logging.getLogger("xuefa").setLevel(logging.INFO)
    db.init_app(app, config)
    alembic.init_app(app)
    security.init_app(app, config)
    errors.register(app)
    Bootstrap5(app)
    presentation.register(app)
    webapp.audit.naming.register(app, AUDIT_NAMES)
    webapp.accounts.viewer.register(app)
    webapp.bank.uses.register(app, webapp.exams.uses.exams_with)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    return app
