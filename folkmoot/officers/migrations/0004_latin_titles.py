import re
from typing import Any

from django.db import migrations

from folkmoot.places.rules.spelling import spelled

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"


def spell(apps: Any, schema_editor: Any) -> None:
    """English titles that were made with a Chinese name bear it in Latin letters."""
    units = apps.get_model("officers", "Unit").objects.select_related("place")
    for unit in units.filter(title_en__regex=_HAN).iterator():
        place = unit.place
        latin = spelled(place.name, pinyin=place.pinyin, initials=place.initials)
        if latin and re.search(_HAN, unit.title_en):
            unit.title_en = unit.title_en.replace(place.name, latin, 1)
            unit.save(update_fields=["title_en"])


class Migration(migrations.Migration):
    dependencies = [("officers", "0003_visiting"), ("places", "0002_packs")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop, elidable=True)]
