"""工作台: the first page of each role, which answers what is owed, until when, and how long it takes."""

from flask import Blueprint

bp = Blueprint("workbench", __name__, template_folder="templates")
