"""The local certificate authority: https on this machine, where no public one can vouch for us."""

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LIFE = datetime.timedelta(days=3650)
SERVER_LIFE = datetime.timedelta(days=397)
RENEW_BEFORE = datetime.timedelta(days=30)
SERVER_NAMES = [
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    x509.IPAddress(ipaddress.ip_address("::1")),
]
# A machine that trusts the authority trusts it for these names only, should its key ever leak.
PERMITTED_NAMES = [
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.ip_network("127.0.0.0/8")),
    x509.IPAddress(ipaddress.ip_network("::1/128")),
]


def prepare(folder):
    """Return the paths of a valid certificate and its key, made or renewed where needed."""
    folder.mkdir(mode=0o700, exist_ok=True)
    authority, authority_key = load(folder, "ca")
    # The authority must outlive what it signs.
    if authority is None or not lasts(authority, SERVER_LIFE + RENEW_BEFORE):
        authority, authority_key = make_authority()
        store(folder, "ca", authority, authority_key)
    server, _ = load(folder, "server")
    if server is None or not lasts(server, RENEW_BEFORE) or not signed_by(server, authority):
        store(folder, "server", *make_server(authority, authority_key))
    return folder / "server.pem", folder / "server.key"


def now():
    """Return the time certificates are judged at."""
    return datetime.datetime.now(datetime.UTC)


def lasts(certificate, duration):
    """Tell whether `certificate` is still valid after `duration`."""
    return certificate.not_valid_after_utc > now() + duration


def signed_by(certificate, authority):
    """Tell whether `authority` signed `certificate`."""
    try:
        certificate.verify_directly_issued_by(authority)
    except Exception:
        # Its own errors and those of each kind of key share no base.
        return False
    return True


def load(folder, name):
    """Return the certificate and key stored as `name`, or two times None."""
    try:
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    except (FileNotFoundError, ValueError):
        return None, None
    return certificate, key


def store(folder, name, certificate, key):
    """Write the certificate, and the key for our eyes only, each in one step."""
    encodings = [
        (f"{name}.key", 0o600, key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )),
        (f"{name}.pem", 0o644, certificate.public_bytes(serialization.Encoding.PEM)),
    ]  # fmt: skip
    for file_name, mode, content in encodings:
        unfinished = folder / f"{file_name}.unfinished"
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        unfinished.replace(folder / file_name)


def make_authority():
    """Make an authority that can vouch for this machine's own names only."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = subject("Provider Portal local authority")
    certificate = (
        start(name, name, key.public_key(), AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.NameConstraints(PERMITTED_NAMES, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


def make_server(authority, authority_key):
    """Make the certificate of the web server, signed by `authority`."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    certificate = (
        start(subject("localhost"), authority.subject, key.public_key(), SERVER_LIFE)
        .add_extension(x509.SubjectAlternativeName(SERVER_NAMES), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    return certificate, key


def subject(name):
    """Return the name of a certificate's holder."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def start(holder, issuer, public_key, life):
    """Begin a certificate, valid from yesterday so that a clock a little behind accepts it."""
    return (
        x509.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - datetime.timedelta(days=1))
        .not_valid_after(now() + life)
    )


def usage(**allowed):
    """Return what a key may be used for: only what is named."""
    names = [
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ]  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})
