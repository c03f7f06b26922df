from orders import Order, apply_coupons


def test_coupons_are_for_customers():
    ada, ben = Order("Ada", []), Order("Ben", [])
    apply_coupons([ada, ben], [("Ben", 2)])
    assert [ada.discount, ben.discount] == [0, 2]
