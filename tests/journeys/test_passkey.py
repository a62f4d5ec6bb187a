"""A passkey, made and used in a real browser with a virtual authenticator (WebAuthn level 2, section 11)."""

from playwright.sync_api import Page, expect

from tests.cast import Cast

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def attach_device(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def sign_in_with_password(page: Page, cast: Cast) -> None:
    page.goto("/account/login/?next=/account/keys/")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(cast.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(page.url.split("/account")[0] + "/account/keys/")


def add_passkey(page: Page, cast: Cast) -> None:
    page.goto("/account/keys/webauthn/add/")
    # Whoever found an open desk must not be able to leave a key of theirs behind.
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.get_by_label("Password").fill(cast.password)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_label("Sign in with it instead of the password")).to_be_checked()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/?next=/account/keys/")


def test_an_officer_signs_in_with_a_passkey(page: Page, cast: Cast) -> None:
    attach_device(page)
    sign_in_with_password(page, cast)
    add_passkey(page, cast)
    page.goto("/account/keys/webauthn/")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody .badge")).to_have_text("Passkey")

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".account-menu summary")).to_have_text(str(cast.user("coordinator")))
    page.goto("/account/keys/")
    expect(page.get_by_role("heading", name="Passkeys and second factors")).to_be_visible()


def test_a_second_factor_is_asked_once_there_is_a_passkey(page: Page, cast: Cast) -> None:
    attach_device(page)
    sign_in_with_password(page, cast)
    add_passkey(page, cast)

    sign_out(page)
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(cast.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a security key").click()
    expect(page.locator(".account-menu summary")).to_have_text(str(cast.user("coordinator")))


def test_a_device_without_a_passkey_is_told_what_else_there_is(page: Page) -> None:
    attach_device(page)
    page.goto("/account/login/")
    expect(page.locator("[data-passkey-failed]")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-passkey-failed]")).to_have_text(
        "Your device did not confirm the key. Try again, or sign in with your password."
    )
