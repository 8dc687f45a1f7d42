"""How dates are written where Django would write them in another way than browsers do beside them."""
