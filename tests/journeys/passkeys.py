"""A passkey as an account keeps it, for pages that only ask for one."""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)


def passkey_of_nobody() -> dict[str, object]:
    """What a browser sends of a passkey it has made (WebAuthn level 2, section 5.1). Its other half is thrown away."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    key = AttestedCredentialData.create(Aaguid.NONE, b"key", public)
    seen = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    made = AttestationObject.create("none", AuthenticatorData.create(bytes(32), seen, 0, key), {})
    told = CollectedClientData.create("webauthn.create", b"challenge", "https://localhost")
    answer = {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(made)}
    named = {"id": websafe_encode(b"key"), "rawId": websafe_encode(b"key"), "type": "public-key"}
    return {**named, "response": answer, "clientExtensionResults": {"credProps": {"rk": True}}}
