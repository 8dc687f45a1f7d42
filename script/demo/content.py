"""The plain content of items, in Bitwarden's JSON, before it is encrypted. All of it is invented."""

import base64
from datetime import date, timedelta

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from script.demo.names import CITIES, FIRST, LAST, SERVICES, STREETS, WORDS

LOGIN, NOTE, CARD, IDENTITY, SSH_KEY, BANK_ACCOUNT, LICENSE, PASSPORT = range(1, 9)
# How often each type occurs among a hundred items.
WEIGHTS = {LOGIN: 72, NOTE: 9, CARD: 4, IDENTITY: 4, SSH_KEY: 4, BANK_ACCOUNT: 3, LICENSE: 2, PASSPORT: 2}


class Writer:
    """Invents items for one domain; the same seed invents the same ones, but for keys and codes."""

    def __init__(self, random, domain):
        self.random = random
        self.domain = domain

    def items(self, count):
        """Return `count` items in the usual mixture; the first eight are one of each type."""
        kinds = list(WEIGHTS)[:count]
        kinds += self.random.choices(list(WEIGHTS), WEIGHTS.values(), k=count - len(kinds))
        return [self.item(kind, number) for number, kind in enumerate(kinds, 1)]

    def item(self, kind, number):
        make = {
            LOGIN: self.login,
            NOTE: self.note,
            CARD: self.card,
            IDENTITY: self.identity,
            SSH_KEY: self.ssh_key,
            BANK_ACCOUNT: self.bank_account,
            LICENSE: self.license,
            PASSPORT: self.passport,
        }[kind]
        return {"type": kind, **make(number)}

    def login(self, number):
        service, host, username = self.random.choice(SERVICES)
        place = self.random.choice(WORDS)
        login = {
            "uris": [{"uri": f"https://{place}.{host}.{self.domain}/", "match": None}],
            "username": username or self.email(),
            "password": self.password(),
        }
        if self.random.random() < 0.2:
            login["totp"] = base64.b32encode(self.random.randbytes(20)).decode()
        if self.random.random() < 0.1:
            login["uris"].append({"uri": f"https://{host}-standby.{self.domain}/", "match": 1})
        item = {"name": f"{service} {place} {number}", "login": login}
        if self.random.random() < 0.15:
            item["notes"] = f"Ask {self.person()} before changing anything here."
        if self.random.random() < 0.15:
            item["fields"] = [
                {"type": 0, "name": "Asset number", "value": f"DEMO-{number:05}"},
                {"type": 1, "name": "Recovery word", "value": self.random.choice(WORDS)},
            ]
        return item

    def note(self, number):
        place = self.random.choice(WORDS)
        return {
            "name": f"Runbook {place} {number}",
            "notes": f"1. Tell {self.person()}.\n2. Restart the {place} service.\n3. Watch it for ten minutes.",
            "secureNote": {"type": 0},
        }

    def card(self, number):
        brand, digits = self.random.choice([("Visa", "4111111111111111"), ("Mastercard", "5555555555554444")])
        return {
            "name": f"Company card {number}",
            "card": {
                "cardholderName": self.person(),
                "brand": brand,
                "number": digits,
                "expMonth": str(self.random.randint(1, 12)),
                "expYear": str(date.today().year + self.random.randint(1, 4)),
                "code": f"{self.random.randint(0, 999):03}",
            },
        }

    def identity(self, number):
        first, last = self.random.choice(FIRST), self.random.choice(LAST)
        city, state, postal_code = self.random.choice(CITIES)
        return {
            "name": f"{first} {last} {number}",
            "identity": {
                "title": self.random.choice(["Mr", "Ms", "Mx", "Dr"]),
                "firstName": first,
                "lastName": last,
                "address1": f"{self.random.randint(1, 99)} {self.random.choice(STREETS)}",
                "city": city,
                "state": state,
                "postalCode": postal_code,
                "country": "Nowhere",
                "company": self.domain.partition(".")[0].title(),
                "email": f"{first}.{last}@{self.domain}".lower(),
                "phone": self.phone(),
            },
        }

    def ssh_key(self, number):
        key = Ed25519PrivateKey.generate()
        encoding, form = serialization.Encoding, serialization.PublicFormat.OpenSSH
        public = key.public_key().public_bytes(encoding.OpenSSH, form).decode()
        private = key.private_bytes(
            encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        )
        digest = hashes.Hash(hashes.SHA256())
        digest.update(base64.b64decode(public.split()[1]))
        fingerprint = base64.b64encode(digest.finalize()).decode().rstrip("=")
        return {
            "name": f"Deployment key {self.random.choice(WORDS)} {number}",
            "sshKey": {
                "privateKey": private.decode(),
                "publicKey": public,
                "keyFingerprint": f"SHA256:{fingerprint}",
            },
        }

    def bank_account(self, number):
        return {
            "name": f"Business account {number}",
            "bankAccount": {
                "bankName": f"Bank of {self.random.choice(CITIES)[0]}",
                "nameOnAccount": self.domain.partition(".")[0].title(),
                "accountType": "checking",
                "accountNumber": f"{self.random.randint(0, 10**9):010}",
                "routingNumber": "000000000",
                "bankContactPhone": self.phone(),
            },
        }

    def license(self, number):
        return {
            "name": f"Driver's license {number}",
            "driversLicense": {
                "firstName": self.random.choice(FIRST),
                "lastName": self.random.choice(LAST),
                "dateOfBirth": self.day(-20000, -9000),
                "licenseNumber": f"DEMO{self.random.randint(0, 999999):06}",
                "issuingCountry": "Nowhere",
                "issueDate": self.day(-3000, -100),
                "expirationDate": self.day(100, 3000),
                "licenseClass": "B",
            },
        }

    def passport(self, number):
        return {
            "name": f"Passport {number}",
            "passport": {
                "surname": self.random.choice(LAST),
                "givenName": self.random.choice(FIRST),
                "dateOfBirth": self.day(-20000, -9000),
                "nationality": "Nowhere",
                "passportNumber": f"DEMO{self.random.randint(0, 99999):05}",
                "issuingCountry": "Nowhere",
                "issueDate": self.day(-3000, -100),
                "expirationDate": self.day(100, 3000),
            },
        }

    def person(self):
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def email(self):
        return f"{self.random.choice(FIRST)}.{self.random.choice(LAST)}@{self.domain}".lower()

    def password(self):
        return "-".join(self.random.choices(WORDS, k=3)) + f"-{self.random.randint(10, 99)}"

    def phone(self):
        return f"+00 555 {self.random.randint(0, 9999):04}"

    def day(self, earliest, latest):
        return (date.today() + timedelta(days=self.random.randint(earliest, latest))).isoformat()
