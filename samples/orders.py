"""Orders: a value that several places change, and an error that ends the program."""

PRICES = {"tea": 4, "cake": 3}


class Order:
    def __init__(self, customer, items):
        self.customer = customer
        self.items = items
        self.discount = 0

    def total(self):
        return sum(map(price_of, self.items)) - self.discount

    def __repr__(self):
        return f"<{self.customer}'s order>"


def price_of(item):
    try:
        return PRICES[item]
    except KeyError as error:
        raise ValueError(f"no price for {item!r}") from error


def welcome(order):
    order.discount += 1


def apply_coupons(orders, coupons):
    for order in orders:
        for customer, discount in coupons:
            if customer <= order.customer:
                order.discount += discount


def main(extra):
    orders = [Order("Ada", ["tea", "cake"]), Order("Ben", ["cake", *extra])]
    for order in orders:
        welcome(order)
    apply_coupons(orders, [("Ada", 1), ("Ben", 2)])
    for order in orders:
        print(order.customer, order.total())


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
