from django.contrib.auth.hashers import Argon2PasswordHasher


class LoginHasher(Argon2PasswordHasher):
    """Argon2id over the hash that clients send: 19 MiB, two passes, one lane (design 9).

    What is hashed is the output of a slow derivation already; this stops a stolen table from being a login.
    """

    algorithm = "argon2-login"
    time_cost = 2
    memory_cost = 19456
    parallelism = 1
