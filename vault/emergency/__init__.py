"""Emergency access (features 5.8): somebody trusted gets in after a waiting time."""
