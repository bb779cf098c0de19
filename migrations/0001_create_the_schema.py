"""Create the schema.

# long because: one statement a table, read by hand.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from webapp.db import ExactDecimal, UtcDateTime

revision: str = '0001'
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = ('default',)
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema to this revision."""

    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint("outcome in ('done','denied','failed')", name=op.f('ck_audit_entries_outcome')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries')),
    sa.UniqueConstraint('hash', name=op.f('uq_audit_entries_hash'))
    )
    op.create_index(op.f('ix_audit_entries_action'), 'audit_entries', ['action'], unique=False)
    op.create_index(op.f('ix_audit_entries_actor_id'), 'audit_entries', ['actor_id'], unique=False)
    op.create_index(op.f('ix_audit_entries_at'), 'audit_entries', ['at'], unique=False)
    op.create_index('ix_audit_entries_subject', 'audit_entries', ['subject_kind', 'subject_id'], unique=False)
    op.create_index(op.f('ix_audit_entries_unit_id'), 'audit_entries', ['unit_id'], unique=False)
    op.create_table('calendar_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('is_working', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_calendar_days'))
    )
    op.create_table('feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('employee_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('contact', sa.String(length=100), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback'))
    )
    op.create_table('installation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=20), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("mode in ('demonstration','production')", name=op.f('ck_installation_mode')),
    sa.CheckConstraint('id = 1', name=op.f('ck_installation_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installation'))
    )
    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('login_failures',
    sa.Column('account', sa.String(length=60), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('failed_count', sa.Integer(), nullable=False),
    sa.Column('last_at', UtcDateTime(), nullable=False),
    sa.Column('locked_until', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('account', 'address', name=op.f('pk_login_failures'))
    )
    op.create_table('org_nodes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('sort_order', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind in ('district','unit','leadership','department')", name=op.f('ck_org_nodes_kind')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_org_nodes_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_org_nodes'))
    )
    op.create_index(op.f('ix_org_nodes_unit_id'), 'org_nodes', ['unit_id'], unique=False)
    op.create_table('settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=True),
    sa.Column('set_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settings')),
    sa.UniqueConstraint('unit_id', 'key', 'effective_on', name=op.f('uq_settings_unit_id_key_effective_on'))
    )
    op.create_table('stored_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('stored_name', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('uploaded_by', sa.Integer(), nullable=True),
    sa.Column('uploaded_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_files')),
    sa.UniqueConstraint('stored_name', name=op.f('uq_stored_files_stored_name'))
    )
    op.create_index(op.f('ix_stored_files_unit_id'), 'stored_files', ['unit_id'], unique=False)
    op.create_table('tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('done_count', sa.Integer(), nullable=False),
    sa.Column('total_count', sa.Integer(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('sentence', sa.Text(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('beat_at', UtcDateTime(), nullable=True),
    sa.Column('finished_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("state in ('queued','running','done','failed')", name=op.f('ck_tasks_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks'))
    )
    op.create_index(op.f('ix_tasks_state'), 'tasks', ['state'], unique=False)
    op.create_table('completion_snapshots',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('as_of', UtcDateTime(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_completion_snapshots_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_completion_snapshots')),
    sa.UniqueConstraint('unit_id', 'year', 'purpose', 'version', name=op.f('uq_completion_snapshots_unit_id_year_purpose_version'))
    )
    op.create_table('employees',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('staff_number', sa.String(length=40), nullable=True),
    sa.Column('full_name', sa.String(length=60), nullable=False),
    sa.Column('pinyin', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=120), nullable=True),
    sa.Column('login_name', sa.String(length=60), nullable=False),
    sa.Column('sort_order', sa.Integer(), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('employment_type', sa.String(length=20), nullable=False),
    sa.Column('job_title', sa.String(length=60), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_employees_department_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_employees_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employees')),
    sa.UniqueConstraint('login_name', name=op.f('uq_employees_login_name')),
    sa.UniqueConstraint('unit_id', 'staff_number', name=op.f('uq_employees_unit_id_staff_number'))
    )
    op.create_index(op.f('ix_employees_department_id'), 'employees', ['department_id'], unique=False)
    op.create_index(op.f('ix_employees_phone'), 'employees', ['phone'], unique=False)
    op.create_index(op.f('ix_employees_pinyin'), 'employees', ['pinyin'], unique=False)
    op.create_index(op.f('ix_employees_sort_order'), 'employees', ['sort_order'], unique=False)
    op.create_index(op.f('ix_employees_unit_id'), 'employees', ['unit_id'], unique=False)
    op.create_table('office_indicators',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('label', sa.String(length=100), nullable=False),
    sa.Column('unit_label', sa.String(length=20), nullable=False),
    sa.Column('section', sa.String(length=60), nullable=False),
    sa.Column('sort_order', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_office_indicators_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office_indicators')),
    sa.UniqueConstraint('unit_id', 'code', name=op.f('uq_office_indicators_unit_id_code'))
    )
    op.create_table('org_node_spells',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('node_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['node_id'], ['org_nodes.id'], name=op.f('fk_org_node_spells_node_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['org_nodes.id'], name=op.f('fk_org_node_spells_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_org_node_spells'))
    )
    op.create_index(op.f('ix_org_node_spells_node_id'), 'org_node_spells', ['node_id'], unique=False)
    op.create_table('question_banks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_question_banks_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_banks')),
    sa.UniqueConstraint('unit_id', 'name', name=op.f('uq_question_banks_unit_id_name'))
    )
    op.create_table('requirements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('document_number', sa.String(length=60), nullable=False),
    sa.Column('document_title', sa.String(length=120), nullable=False),
    sa.Column('assigned_by', sa.String(length=60), nullable=False),
    sa.Column('roster_on', sa.Date(), nullable=False),
    sa.Column('opens_at', UtcDateTime(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=False),
    sa.Column('counts_until', UtcDateTime(), nullable=False),
    sa.Column('is_counted', sa.Boolean(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('published_at', UtcDateTime(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("state in ('draft','published','withdrawn')", name=op.f('ck_requirements_state')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_requirements_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirements'))
    )
    op.create_index(op.f('ix_requirements_unit_id'), 'requirements', ['unit_id'], unique=False)
    op.create_index(op.f('ix_requirements_year'), 'requirements', ['year'], unique=False)
    op.create_table('roster_imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('is_whole', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('receipt', sa.JSON(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("state in ('preview','confirmed','cancelled')", name=op.f('ck_roster_imports_state')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_roster_imports_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_imports'))
    )
    op.create_index(op.f('ix_roster_imports_unit_id'), 'roster_imports', ['unit_id'], unique=False)
    op.create_table('study_plans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('document_number', sa.String(length=60), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_study_plans_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study_plans')),
    sa.UniqueConstraint('unit_id', 'year', name=op.f('uq_study_plans_unit_id_year'))
    )
    op.create_table('annual_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('form', sa.String(length=20), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('snapshot_id', sa.Integer(), nullable=True),
    sa.Column('figures', sa.JSON(), nullable=True),
    sa.Column('finalized_by', sa.Integer(), nullable=True),
    sa.Column('finalized_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("state in ('drafting','finalized')", name=op.f('ck_annual_reports_state')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['completion_snapshots.id'], name=op.f('fk_annual_reports_snapshot_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_annual_reports_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annual_reports')),
    sa.UniqueConstraint('unit_id', 'year', name=op.f('uq_annual_reports_unit_id_year'))
    )
    op.create_table('assignments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_assignments_department_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_assignments_employee_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_assignments_requirement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments')),
    sa.UniqueConstraint('requirement_id', 'employee_id', name=op.f('uq_assignments_requirement_id_employee_id'))
    )
    op.create_index('ix_assignments_department', 'assignments', ['department_id', 'requirement_id'], unique=False)
    op.create_index(op.f('ix_assignments_employee_id'), 'assignments', ['employee_id'], unique=False)
    op.create_table('away_periods',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_away_periods_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_away_periods'))
    )
    op.create_index(op.f('ix_away_periods_employee_id'), 'away_periods', ['employee_id'], unique=False)
    op.create_table('credentials',
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('is_initial', sa.Boolean(), nullable=False),
    sa.Column('issued_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=True),
    sa.Column('changed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_credentials_employee_id')),
    sa.PrimaryKeyConstraint('employee_id', name=op.f('pk_credentials'))
    )
    op.create_table('employment_spells',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('employment_type', sa.String(length=20), nullable=False),
    sa.Column('job_title', sa.String(length=60), nullable=False),
    sa.Column('rank_level', sa.String(length=60), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.String(length=20), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_employment_spells_department_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_employment_spells_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employment_spells'))
    )
    op.create_index(op.f('ix_employment_spells_department_id'), 'employment_spells', ['department_id'], unique=False)
    op.create_index(op.f('ix_employment_spells_employee_id'), 'employment_spells', ['employee_id'], unique=False)
    op.create_table('exams',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('preset', sa.String(length=30), nullable=False),
    sa.Column('duration_minutes', sa.Integer(), nullable=False),
    sa.Column('max_attempts', sa.Integer(), nullable=False),
    sa.Column('pass_mark', ExactDecimal(2), nullable=False),
    sa.Column('excellent_mark', ExactDecimal(2), nullable=False),
    sa.Column('total_points', ExactDecimal(2), nullable=False),
    sa.Column('score_policy', sa.String(length=10), nullable=False),
    sa.Column('spec', sa.JSON(), nullable=False),
    sa.Column('bank_ids', sa.JSON(), nullable=False),
    sa.Column('review', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("score_policy in ('best','first','last','average')", name=op.f('ck_exams_score_policy')),
    sa.CheckConstraint('max_attempts >= 1', name=op.f('ck_exams_attempts')),
    sa.CheckConstraint('pass_mark <= excellent_mark', name=op.f('ck_exams_marks')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_exams_requirement_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_exams_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exams')),
    sa.UniqueConstraint('requirement_id', name=op.f('uq_exams_requirement_id'))
    )
    op.create_index(op.f('ix_exams_unit_id'), 'exams', ['unit_id'], unique=False)
    op.create_table('import_batches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('report', sa.JSON(), nullable=True),
    sa.Column('receipt', sa.JSON(), nullable=True),
    sa.Column('sentence', sa.Text(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("state in ('reading','preview','confirmed','cancelled','failed')", name=op.f('ck_import_batches_state')),
    sa.ForeignKeyConstraint(['bank_id'], ['question_banks.id'], name=op.f('fk_import_batches_bank_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_import_batches_file_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_import_batches_task_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_import_batches_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batches'))
    )
    op.create_table('indicator_values',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('value', ExactDecimal(4), nullable=True),
    sa.Column('qualifier', sa.String(length=10), nullable=False),
    sa.Column('source_note', sa.String(length=200), nullable=False),
    sa.Column('omitted_reason', sa.String(length=200), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.Column('entered_at', UtcDateTime(), nullable=False),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', UtcDateTime(), nullable=True),
    sa.Column('superseded_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("qualifier in ('exact','over','nearly','about')", name=op.f('ck_indicator_values_qualifier')),
    sa.ForeignKeyConstraint(['indicator_id'], ['office_indicators.id'], name=op.f('fk_indicator_values_indicator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_values'))
    )
    op.create_index(op.f('ix_indicator_values_indicator_id'), 'indicator_values', ['indicator_id'], unique=False)
    op.create_table('login_sessions',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('last_seen_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('keep_until', UtcDateTime(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_login_sessions_employee_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_login_sessions'))
    )
    op.create_index(op.f('ix_login_sessions_employee_id'), 'login_sessions', ['employee_id'], unique=False)
    op.create_table('monthly_themes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('theme', sa.String(length=120), nullable=False),
    sa.Column('category', sa.String(length=30), nullable=False),
    sa.CheckConstraint('month between 1 and 12', name=op.f('ck_monthly_themes_month')),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_monthly_themes_department_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['study_plans.id'], name=op.f('fk_monthly_themes_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_monthly_themes')),
    sa.UniqueConstraint('plan_id', 'month', name=op.f('uq_monthly_themes_plan_id_month'))
    )
    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('dedupe_key', sa.String(length=200), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('link', sa.String(length=200), nullable=False),
    sa.Column('assignment_ids', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('claimed_at', UtcDateTime(), nullable=True),
    sa.Column('sent_at', UtcDateTime(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.CheckConstraint("state in ('queued','claimed','sent','failed')", name=op.f('ck_notices_state')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_notices_employee_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_notices_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_notices_dedupe_key')),
    sa.UniqueConstraint('employee_id', 'planned_on', 'channel', name='uq_notices_one_planned_a_day')
    )
    op.create_index(op.f('ix_notices_employee_id'), 'notices', ['employee_id'], unique=False)
    op.create_index('ix_notices_waiting', 'notices', ['state', 'not_before'], unique=False)
    op.create_table('role_grants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=30), nullable=False),
    sa.Column('node_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('granted_by', sa.Integer(), nullable=True),
    sa.Column('granted_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_role_grants_employee_id')),
    sa.ForeignKeyConstraint(['node_id'], ['org_nodes.id'], name=op.f('fk_role_grants_node_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grants'))
    )
    op.create_index(op.f('ix_role_grants_employee_id'), 'role_grants', ['employee_id'], unique=False)
    op.create_index(op.f('ix_role_grants_node_id'), 'role_grants', ['node_id'], unique=False)
    op.create_table('assignment_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('effective_at', UtcDateTime(), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('document_number', sa.String(length=60), nullable=False),
    sa.CheckConstraint("kind in ('assigned','moved','withdrawn','restored','recalled')", name=op.f('ck_assignment_changes_kind')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_changes_assignment_id')),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_assignment_changes_department_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_changes'))
    )
    op.create_index(op.f('ix_assignment_changes_assignment_id'), 'assignment_changes', ['assignment_id'], unique=False)
    op.create_table('exam_windows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('exam_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('opens_at', UtcDateTime(), nullable=False),
    sa.Column('closes_at', UtcDateTime(), nullable=False),
    sa.Column('spec', sa.JSON(), nullable=True),
    sa.CheckConstraint("kind in ('main','makeup','stagger')", name=op.f('ck_exam_windows_kind')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_exam_windows_order')),
    sa.ForeignKeyConstraint(['exam_id'], ['exams.id'], name=op.f('fk_exam_windows_exam_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exam_windows'))
    )
    op.create_index(op.f('ix_exam_windows_exam_id'), 'exam_windows', ['exam_id'], unique=False)
    op.create_table('exemptions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=30), nullable=False),
    sa.Column('approved_by', sa.String(length=60), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=False),
    sa.Column('evidence_note', sa.String(length=200), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.Column('revoked_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_exemptions_assignment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exemptions'))
    )
    op.create_index(op.f('ix_exemptions_assignment_id'), 'exemptions', ['assignment_id'], unique=False)
    op.create_table('fulfilments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('source_kind', sa.String(length=20), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('effective_at', UtcDateTime(), nullable=False),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.Column('revoked_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_fulfilments_assignment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fulfilments'))
    )
    op.create_index(op.f('ix_fulfilments_assignment_id'), 'fulfilments', ['assignment_id'], unique=False)
    op.create_index('uq_fulfilments_source', 'fulfilments', ['assignment_id', 'source_kind', 'source_id'], unique=True, sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
    op.create_table('import_mends',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("(state = 'mended') = (content is not null)", name=op.f('ck_import_mends_content')),
    sa.CheckConstraint("state in ('mended','left_out','original')", name=op.f('ck_import_mends_state')),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batches.id'], name=op.f('fk_import_mends_batch_id')),
    sa.PrimaryKeyConstraint('batch_id', 'code', name=op.f('pk_import_mends'))
    )
    op.create_table('overrides',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('due_at', UtcDateTime(), nullable=True),
    sa.Column('duration_percent', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('document_number', sa.String(length=60), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.Column('revoked_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_overrides_assignment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_overrides'))
    )
    op.create_index(op.f('ix_overrides_assignment_id'), 'overrides', ['assignment_id'], unique=False)
    op.create_table('questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=30), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('identity', sa.String(length=64), nullable=False),
    sa.Column('stem', sa.Text(), nullable=False),
    sa.Column('topic', sa.String(length=60), nullable=True),
    sa.Column('difficulty', sa.Integer(), nullable=True),
    sa.Column('use', sa.String(length=10), nullable=False),
    sa.Column('has_citation', sa.Boolean(), nullable=False),
    sa.Column('source_id', sa.String(length=60), nullable=True),
    sa.Column('import_batch_id', sa.Integer(), nullable=True),
    sa.Column('current_version_id', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("state in ('draft','published','retired')", name=op.f('ck_questions_state')),
    sa.ForeignKeyConstraint(['bank_id'], ['question_banks.id'], name=op.f('fk_questions_bank_id')),
    sa.ForeignKeyConstraint(['import_batch_id'], ['import_batches.id'], name=op.f('fk_questions_import_batch_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_questions_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questions'))
    )
    op.create_index(op.f('ix_questions_bank_id'), 'questions', ['bank_id'], unique=False)
    op.create_index('ix_questions_draw', 'questions', ['unit_id', 'state', 'type'], unique=False)
    op.create_index(op.f('ix_questions_import_batch_id'), 'questions', ['import_batch_id'], unique=False)
    op.create_index('uq_questions_identity', 'questions', ['unit_id', 'identity'], unique=True)
    op.create_table('study_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('monthly_theme_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('category', sa.String(length=30), nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('host', sa.String(length=60), nullable=False),
    sa.Column('lecturer', sa.String(length=60), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('document_number', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('roll_closed_at', UtcDateTime(), nullable=True),
    sa.Column('late_entry_reason', sa.String(length=200), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("state in ('planned','held','closed','cancelled')", name=op.f('ck_study_sessions_state')),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_study_sessions_department_id')),
    sa.ForeignKeyConstraint(['monthly_theme_id'], ['monthly_themes.id'], name=op.f('fk_study_sessions_monthly_theme_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_study_sessions_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study_sessions'))
    )
    op.create_index(op.f('ix_study_sessions_monthly_theme_id'), 'study_sessions', ['monthly_theme_id'], unique=False)
    op.create_index(op.f('ix_study_sessions_starts_at'), 'study_sessions', ['starts_at'], unique=False)
    op.create_index(op.f('ix_study_sessions_unit_id'), 'study_sessions', ['unit_id'], unique=False)
    op.create_table('attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('exam_id', sa.Integer(), nullable=False),
    sa.Column('window_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('started_at', UtcDateTime(), nullable=False),
    sa.Column('deadline_at', UtcDateTime(), nullable=False),
    sa.Column('accepts_until', UtcDateTime(), nullable=False),
    sa.Column('submitted_at', UtcDateTime(), nullable=True),
    sa.Column('ended_by', sa.String(length=12), nullable=True),
    sa.Column('response_count', sa.Integer(), nullable=False),
    sa.Column('grading_number', sa.Integer(), nullable=False),
    sa.Column('score', ExactDecimal(2), nullable=True),
    sa.CheckConstraint("(state = 'in_progress') = (ended_by is null) or state = 'voided'", name=op.f('ck_attempts_ended')),
    sa.CheckConstraint("state in ('in_progress','submitted','graded','voided')", name=op.f('ck_attempts_state')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_attempts_assignment_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_attempts_employee_id')),
    sa.ForeignKeyConstraint(['exam_id'], ['exams.id'], name=op.f('fk_attempts_exam_id')),
    sa.ForeignKeyConstraint(['window_id'], ['exam_windows.id'], name=op.f('fk_attempts_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts')),
    sa.UniqueConstraint('exam_id', 'employee_id', 'number', name=op.f('uq_attempts_exam_id_employee_id_number'))
    )
    op.create_index(op.f('ix_attempts_assignment_id'), 'attempts', ['assignment_id'], unique=False)
    op.create_index(op.f('ix_attempts_employee_id'), 'attempts', ['employee_id'], unique=False)
    op.create_index(op.f('ix_attempts_exam_id'), 'attempts', ['exam_id'], unique=False)
    op.create_index('ix_attempts_sweep', 'attempts', ['state', 'accepts_until'], unique=False)
    op.create_index('uq_attempts_one_running', 'attempts', ['exam_id', 'employee_id'], unique=True, sqlite_where=sa.text("state = 'in_progress'"), postgresql_where=sa.text("state = 'in_progress'"))
    op.create_table('attendances',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('is_principal', sa.Boolean(), nullable=False),
    sa.Column('is_leadership', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=100), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=True),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_attendances_department_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_attendances_employee_id')),
    sa.ForeignKeyConstraint(['session_id'], ['study_sessions.id'], name=op.f('fk_attendances_session_id')),
    sa.PrimaryKeyConstraint('session_id', 'employee_id', name=op.f('pk_attendances'))
    )
    op.create_index(op.f('ix_attendances_employee_id'), 'attendances', ['employee_id'], unique=False)
    op.create_table('question_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_question_versions_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_versions')),
    sa.UniqueConstraint('question_id', 'number', name=op.f('uq_question_versions_question_id_number'))
    )
    op.create_index(op.f('ix_question_versions_question_id'), 'question_versions', ['question_id'], unique=False)
    op.create_table('roll_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind in ('closed','reopened')", name=op.f('ck_roll_events_kind')),
    sa.ForeignKeyConstraint(['session_id'], ['study_sessions.id'], name=op.f('fk_roll_events_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_events'))
    )
    op.create_index(op.f('ix_roll_events_session_id'), 'roll_events', ['session_id'], unique=False)
    op.create_table('session_kinds',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['study_sessions.id'], name=op.f('fk_session_kinds_session_id')),
    sa.PrimaryKeyConstraint('session_id', 'kind', name=op.f('pk_session_kinds'))
    )
    op.create_table('attempt_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_attempt_events_attempt_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_events'))
    )
    op.create_index(op.f('ix_attempt_events_attempt_id'), 'attempt_events', ['attempt_id'], unique=False)
    op.create_table('gradings',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('score', ExactDecimal(2), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_gradings_attempt_id')),
    sa.PrimaryKeyConstraint('attempt_id', 'number', name=op.f('pk_gradings'))
    )
    op.create_table('key_corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('new_version_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('method', sa.String(length=12), nullable=False),
    sa.Column('key', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('proposed_at', UtcDateTime(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('decision', sa.String(length=500), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('finished_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("method in ('up_only','all_credit','regrade')", name=op.f('ck_key_corrections_method')),
    sa.CheckConstraint("state in ('proposed','approved','done','refused')", name=op.f('ck_key_corrections_state')),
    sa.CheckConstraint('decided_by is null or decided_by <> proposed_by', name=op.f('ck_key_corrections_two_people')),
    sa.ForeignKeyConstraint(['decided_by'], ['employees.id'], name=op.f('fk_key_corrections_decided_by')),
    sa.ForeignKeyConstraint(['new_version_id'], ['question_versions.id'], name=op.f('fk_key_corrections_new_version_id')),
    sa.ForeignKeyConstraint(['proposed_by'], ['employees.id'], name=op.f('fk_key_corrections_proposed_by')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_key_corrections_task_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['org_nodes.id'], name=op.f('fk_key_corrections_unit_id')),
    sa.ForeignKeyConstraint(['version_id'], ['question_versions.id'], name=op.f('fk_key_corrections_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_corrections'))
    )
    op.create_index(op.f('ix_key_corrections_unit_id'), 'key_corrections', ['unit_id'], unique=False)
    op.create_index('uq_key_corrections_open', 'key_corrections', ['version_id'], unique=True, sqlite_where=sa.text("state <> 'refused'"), postgresql_where=sa.text("state <> 'refused'"))
    op.create_table('responses',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('response', sa.Text(), nullable=False),
    sa.Column('saved_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_responses_attempt_id')),
    sa.PrimaryKeyConstraint('attempt_id', 'item', name=op.f('pk_responses'))
    )
    op.create_table('item_marks',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Integer(), nullable=False),
    sa.Column('item', sa.Integer(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('marker_id', sa.Integer(), nullable=False),
    sa.Column('points', ExactDecimal(2), nullable=False),
    sa.Column('most', ExactDecimal(2), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.CheckConstraint('place in (1, 2, 3)', name=op.f('ck_item_marks_place')),
    sa.CheckConstraint('points between 0 and most', name=op.f('ck_item_marks_points')),
    sa.ForeignKeyConstraint(['attempt_id', 'ended'], ['gradings.attempt_id', 'gradings.number'], name=op.f('fk_item_marks_attempt_id_ended')),
    sa.ForeignKeyConstraint(['marker_id'], ['employees.id'], name=op.f('fk_item_marks_marker_id')),
    sa.PrimaryKeyConstraint('attempt_id', 'ended', 'item', 'part', 'place', name=op.f('pk_item_marks'))
    )
    op.create_table('item_results',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('grading_number', sa.Integer(), nullable=False),
    sa.Column('item', sa.Integer(), nullable=False),
    sa.Column('question_version_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=14), nullable=False),
    sa.Column('credit_numerator', sa.Integer(), nullable=False),
    sa.Column('credit_denominator', sa.Integer(), nullable=False),
    sa.Column('awarded', ExactDecimal(2), nullable=False),
    sa.Column('parts', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id', 'grading_number'], ['gradings.attempt_id', 'gradings.number'], name=op.f('fk_item_results_attempt_id_grading_number')),
    sa.ForeignKeyConstraint(['question_version_id'], ['question_versions.id'], name=op.f('fk_item_results_question_version_id')),
    sa.PrimaryKeyConstraint('attempt_id', 'grading_number', 'item', name=op.f('pk_item_results'))
    )
    op.create_index(op.f('ix_item_results_question_version_id'), 'item_results', ['question_version_id'], unique=False)
    op.create_table('objections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('exam_id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.Column('raised_at', UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('answer', sa.String(length=500), nullable=False),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('correction_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state in ('open','declined','accepted')", name=op.f('ck_objections_state')),
    sa.ForeignKeyConstraint(['answered_by'], ['employees.id'], name=op.f('fk_objections_answered_by')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_objections_attempt_id')),
    sa.ForeignKeyConstraint(['correction_id'], ['key_corrections.id'], name=op.f('fk_objections_correction_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_objections_employee_id')),
    sa.ForeignKeyConstraint(['exam_id'], ['exams.id'], name=op.f('fk_objections_exam_id')),
    sa.ForeignKeyConstraint(['version_id'], ['question_versions.id'], name=op.f('fk_objections_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objections')),
    sa.UniqueConstraint('attempt_id', 'version_id', name=op.f('uq_objections_attempt_id_version_id'))
    )
    op.create_index(op.f('ix_objections_exam_id'), 'objections', ['exam_id'], unique=False)
    op.create_index(op.f('ix_objections_version_id'), 'objections', ['version_id'], unique=False)



def downgrade() -> None:
    """Take this revision back."""

    op.drop_index(op.f('ix_objections_version_id'), table_name='objections')
    op.drop_index(op.f('ix_objections_exam_id'), table_name='objections')
    op.drop_table('objections')
    op.drop_index(op.f('ix_item_results_question_version_id'), table_name='item_results')
    op.drop_table('item_results')
    op.drop_table('item_marks')
    op.drop_table('responses')
    op.drop_index('uq_key_corrections_open', table_name='key_corrections', sqlite_where=sa.text("state <> 'refused'"), postgresql_where=sa.text("state <> 'refused'"))
    op.drop_index(op.f('ix_key_corrections_unit_id'), table_name='key_corrections')
    op.drop_table('key_corrections')
    op.drop_table('gradings')
    op.drop_index(op.f('ix_attempt_events_attempt_id'), table_name='attempt_events')
    op.drop_table('attempt_events')
    op.drop_table('session_kinds')
    op.drop_index(op.f('ix_roll_events_session_id'), table_name='roll_events')
    op.drop_table('roll_events')
    op.drop_index(op.f('ix_question_versions_question_id'), table_name='question_versions')
    op.drop_table('question_versions')
    op.drop_index(op.f('ix_attendances_employee_id'), table_name='attendances')
    op.drop_table('attendances')
    op.drop_index('uq_attempts_one_running', table_name='attempts', sqlite_where=sa.text("state = 'in_progress'"), postgresql_where=sa.text("state = 'in_progress'"))
    op.drop_index('ix_attempts_sweep', table_name='attempts')
    op.drop_index(op.f('ix_attempts_exam_id'), table_name='attempts')
    op.drop_index(op.f('ix_attempts_employee_id'), table_name='attempts')
    op.drop_index(op.f('ix_attempts_assignment_id'), table_name='attempts')
    op.drop_table('attempts')
    op.drop_index(op.f('ix_study_sessions_unit_id'), table_name='study_sessions')
    op.drop_index(op.f('ix_study_sessions_starts_at'), table_name='study_sessions')
    op.drop_index(op.f('ix_study_sessions_monthly_theme_id'), table_name='study_sessions')
    op.drop_table('study_sessions')
    op.drop_index('uq_questions_identity', table_name='questions')
    op.drop_index(op.f('ix_questions_import_batch_id'), table_name='questions')
    op.drop_index('ix_questions_draw', table_name='questions')
    op.drop_index(op.f('ix_questions_bank_id'), table_name='questions')
    op.drop_table('questions')
    op.drop_index(op.f('ix_overrides_assignment_id'), table_name='overrides')
    op.drop_table('overrides')
    op.drop_table('import_mends')
    op.drop_index('uq_fulfilments_source', table_name='fulfilments', sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
    op.drop_index(op.f('ix_fulfilments_assignment_id'), table_name='fulfilments')
    op.drop_table('fulfilments')
    op.drop_index(op.f('ix_exemptions_assignment_id'), table_name='exemptions')
    op.drop_table('exemptions')
    op.drop_index(op.f('ix_exam_windows_exam_id'), table_name='exam_windows')
    op.drop_table('exam_windows')
    op.drop_index(op.f('ix_assignment_changes_assignment_id'), table_name='assignment_changes')
    op.drop_table('assignment_changes')
    op.drop_index(op.f('ix_role_grants_node_id'), table_name='role_grants')
    op.drop_index(op.f('ix_role_grants_employee_id'), table_name='role_grants')
    op.drop_table('role_grants')
    op.drop_index('ix_notices_waiting', table_name='notices')
    op.drop_index(op.f('ix_notices_employee_id'), table_name='notices')
    op.drop_table('notices')
    op.drop_table('monthly_themes')
    op.drop_index(op.f('ix_login_sessions_employee_id'), table_name='login_sessions')
    op.drop_table('login_sessions')
    op.drop_index(op.f('ix_indicator_values_indicator_id'), table_name='indicator_values')
    op.drop_table('indicator_values')
    op.drop_table('import_batches')
    op.drop_index(op.f('ix_exams_unit_id'), table_name='exams')
    op.drop_table('exams')
    op.drop_index(op.f('ix_employment_spells_employee_id'), table_name='employment_spells')
    op.drop_index(op.f('ix_employment_spells_department_id'), table_name='employment_spells')
    op.drop_table('employment_spells')
    op.drop_table('credentials')
    op.drop_index(op.f('ix_away_periods_employee_id'), table_name='away_periods')
    op.drop_table('away_periods')
    op.drop_index(op.f('ix_assignments_employee_id'), table_name='assignments')
    op.drop_index('ix_assignments_department', table_name='assignments')
    op.drop_table('assignments')
    op.drop_table('annual_reports')
    op.drop_table('study_plans')
    op.drop_index(op.f('ix_roster_imports_unit_id'), table_name='roster_imports')
    op.drop_table('roster_imports')
    op.drop_index(op.f('ix_requirements_year'), table_name='requirements')
    op.drop_index(op.f('ix_requirements_unit_id'), table_name='requirements')
    op.drop_table('requirements')
    op.drop_table('question_banks')
    op.drop_index(op.f('ix_org_node_spells_node_id'), table_name='org_node_spells')
    op.drop_table('org_node_spells')
    op.drop_table('office_indicators')
    op.drop_index(op.f('ix_employees_unit_id'), table_name='employees')
    op.drop_index(op.f('ix_employees_sort_order'), table_name='employees')
    op.drop_index(op.f('ix_employees_pinyin'), table_name='employees')
    op.drop_index(op.f('ix_employees_phone'), table_name='employees')
    op.drop_index(op.f('ix_employees_department_id'), table_name='employees')
    op.drop_table('employees')
    op.drop_table('completion_snapshots')
    op.drop_index(op.f('ix_tasks_state'), table_name='tasks')
    op.drop_table('tasks')
    op.drop_index(op.f('ix_stored_files_unit_id'), table_name='stored_files')
    op.drop_table('stored_files')
    op.drop_table('settings')
    op.drop_index(op.f('ix_org_nodes_unit_id'), table_name='org_nodes')
    op.drop_table('org_nodes')
    op.drop_table('login_failures')
    op.drop_table('leases')
    op.drop_table('installation')
    op.drop_table('feedback')
    op.drop_table('calendar_days')
    op.drop_index(op.f('ix_audit_entries_unit_id'), table_name='audit_entries')
    op.drop_index('ix_audit_entries_subject', table_name='audit_entries')
    op.drop_index(op.f('ix_audit_entries_at'), table_name='audit_entries')
    op.drop_index(op.f('ix_audit_entries_actor_id'), table_name='audit_entries')
    op.drop_index(op.f('ix_audit_entries_action'), table_name='audit_entries')
    op.drop_table('audit_entries')

