"""The second wall around counts and signals: each place's are seen by whoever sees the cases of that place."""

from django.db import migrations

_AT_THE_DESK = "current_setting('folkmoot.kind', true) IN ('officer', 'job')"
# In a sub-select, so that it is read once a statement and not once a row.
_AREAS = "((SELECT NULLIF(current_setting('folkmoot.areas', true), '')::text[])::text[])"
_IN_AREA = f"place_path ^@ ANY {_AREAS} AND {_AT_THE_DESK}"
_OF_SIGNAL = "EXISTS (SELECT 1 FROM earlywarning_signal s WHERE s.id = signal_id)"

POLICIES = {
    "earlywarning_dailycount": _IN_AREA,
    "earlywarning_signal": _IN_AREA,
    "earlywarning_signalmeasure": _OF_SIGNAL,
    "earlywarning_signalnotice": _OF_SIGNAL,
    # It names no place below a township.
    "earlywarning_night": _AT_THE_DESK,
}


def _policy(table: str, condition: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY in_scope ON {table} USING ({condition}) WITH CHECK ({condition});"
    )


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0003_signals")]

    operations = [migrations.RunSQL(_policy(table, condition)) for table, condition in POLICIES.items()]
