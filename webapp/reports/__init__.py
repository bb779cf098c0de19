"""法治政府建设情况报告: the office's indicators and the annual report with every figure from data.

Nouns: OfficeIndicator, IndicatorValue, AnnualReport (drafting -> finalized). Formats numbers, computes none but 同比.
"""

from flask import Blueprint

bp = Blueprint("reports", __name__, url_prefix="/reports", template_folder="templates")
