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

    op.create_table('leases',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
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
    op.create_table('login_sessions',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('last_seen_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employees.id'], name=op.f('fk_login_sessions_employee_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_login_sessions'))
    )
    op.create_index(op.f('ix_login_sessions_employee_id'), 'login_sessions', ['employee_id'], unique=False)
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
    sa.CheckConstraint("kind in ('assigned','moved','withdrawn','restored')", name=op.f('ck_assignment_changes_kind')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_changes_assignment_id')),
    sa.ForeignKeyConstraint(['department_id'], ['org_nodes.id'], name=op.f('fk_assignment_changes_department_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_changes'))
    )
    op.create_index(op.f('ix_assignment_changes_assignment_id'), 'assignment_changes', ['assignment_id'], unique=False)
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



def downgrade() -> None:
    """Take this revision back."""

    op.drop_index(op.f('ix_overrides_assignment_id'), table_name='overrides')
    op.drop_table('overrides')
    op.drop_index('uq_fulfilments_source', table_name='fulfilments', sqlite_where=sa.text('revoked_at is null'), postgresql_where=sa.text('revoked_at is null'))
    op.drop_index(op.f('ix_fulfilments_assignment_id'), table_name='fulfilments')
    op.drop_table('fulfilments')
    op.drop_index(op.f('ix_exemptions_assignment_id'), table_name='exemptions')
    op.drop_table('exemptions')
    op.drop_index(op.f('ix_assignment_changes_assignment_id'), table_name='assignment_changes')
    op.drop_table('assignment_changes')
    op.drop_index(op.f('ix_role_grants_node_id'), table_name='role_grants')
    op.drop_index(op.f('ix_role_grants_employee_id'), table_name='role_grants')
    op.drop_table('role_grants')
    op.drop_index(op.f('ix_login_sessions_employee_id'), table_name='login_sessions')
    op.drop_table('login_sessions')
    op.drop_index(op.f('ix_employment_spells_employee_id'), table_name='employment_spells')
    op.drop_index(op.f('ix_employment_spells_department_id'), table_name='employment_spells')
    op.drop_table('employment_spells')
    op.drop_table('credentials')
    op.drop_index(op.f('ix_away_periods_employee_id'), table_name='away_periods')
    op.drop_table('away_periods')
    op.drop_index(op.f('ix_assignments_employee_id'), table_name='assignments')
    op.drop_index('ix_assignments_department', table_name='assignments')
    op.drop_table('assignments')
    op.drop_index(op.f('ix_requirements_year'), table_name='requirements')
    op.drop_index(op.f('ix_requirements_unit_id'), table_name='requirements')
    op.drop_table('requirements')
    op.drop_index(op.f('ix_org_node_spells_node_id'), table_name='org_node_spells')
    op.drop_table('org_node_spells')
    op.drop_index(op.f('ix_employees_unit_id'), table_name='employees')
    op.drop_index(op.f('ix_employees_sort_order'), table_name='employees')
    op.drop_index(op.f('ix_employees_pinyin'), table_name='employees')
    op.drop_index(op.f('ix_employees_phone'), table_name='employees')
    op.drop_index(op.f('ix_employees_department_id'), table_name='employees')
    op.drop_table('employees')
    op.drop_index(op.f('ix_org_nodes_unit_id'), table_name='org_nodes')
    op.drop_table('org_nodes')
    op.drop_table('login_failures')
    op.drop_table('leases')

