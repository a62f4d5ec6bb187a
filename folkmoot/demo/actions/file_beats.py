"""Files in a case of the demo: a picture that the resident sends, and minutes that stay at the desk."""

from datetime import datetime

from folkmoot.cases.actions import talking
from folkmoot.cases.models import Case
from folkmoot.demo.actions.beat import by_who_may
from folkmoot.demo.actions.life import Life
from folkmoot.demo.rules.pictures import draw_picture
from folkmoot.demo.rules.stories import CHINESE
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import OPEN

#: the name of a picture as a telephone gives it, with words that say what it is
NAMES = {CHINESE: "虚构图片-{number}.png", "en": "made-up-picture-{number}.png"}


def send_picture(life: Life, at: datetime) -> bool:
    if life.now.at not in OPEN:
        return False
    rng = life.setting.rng
    language = life.tale.telling.language
    name = NAMES[CHINESE if language == CHINESE else "en"].format(number=rng.randrange(1000, 9999))
    with life.as_resident() as resident:
        talking.attach(life.now.pk, name=name, data=draw_picture(rng), declared_type="image/png", by=resident, now=at)
        life.case = life.read_again()
    return True


@by_who_may(Power.ATTACH)
def file_minutes(life: Life, by: Standing, at: datetime) -> Case:
    talking.attach(
        life.now.pk, name="现场记录（虚构）.txt", data=life.writes("minutes").encode(), declared_type="text/plain",
        by=by, now=at, internal=True,
    )  # fmt: skip
    return life.read_again()
