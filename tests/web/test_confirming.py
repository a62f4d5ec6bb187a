import pytest
from allauth.core import context
from django.test import RequestFactory
from django.utils.translation import override

from folkmoot.officers.models import User
from folkmoot.web.confirming import ActivateAppForm, PasswordForm, ShowAgainForm


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


def test_the_code_that_sets_an_app_up_is_called_as_the_page_calls_it(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = {}
    with context.request_context(request), override("zh-hans"):
        assert str(ActivateAppForm(user=User()).fields["code"].label) == "应用显示的六位数字"
