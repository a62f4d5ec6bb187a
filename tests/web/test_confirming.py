import pytest
from django.utils.translation import override

from folkmoot.officers.models import User
from folkmoot.web.confirming import PasswordForm, ShowAgainForm


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Code of the app, or recovery code"), ("zh-hans", "应用的验证码或者恢复代码")]
)
def test_an_officer_is_asked_for_the_code_of_an_app_and_not_for_a_residents(language: str, label: str) -> None:
    with override(language):
        assert str(ShowAgainForm(user=User()).fields["code"].label) == label


def test_a_password_is_changed_in_words_of_the_house() -> None:
    with override("zh-hans"):
        labels = [str(field.label) for field in PasswordForm(user=User()).fields.values()]
    assert labels == ["现用密码", "新密码", "再次输入新密码"]
