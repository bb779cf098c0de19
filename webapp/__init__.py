"""The composition root: ``create_app`` puts the parts together and decides nothing else.

Where is X decided? Each package's docstring names its nouns, states and public functions; ``docs/architecture.md``
draws the path of the data through them.
"""

import logging

from flask import Flask
from flask_alembic import Alembic
from flask_bootstrap import Bootstrap5

import webapp.accounts.viewer
import webapp.accounts.views
import webapp.assignments.models
import webapp.audit.views
import webapp.bank.jobs
import webapp.bank.views
import webapp.completion.views
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
    webapp.accounts.viewer.register(app)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    return app
