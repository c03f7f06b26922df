"""Classes, a property and a chain of calls in which something goes wrong."""


class Account:
    """Money that belongs to somebody."""

    fee = 1

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance

    @property
    def rich(self):
        return self.balance > 100

    def withdraw(self, amount):
        if amount + self.fee > self.balance:
            raise ValueError(f"{self.owner} has only {self.balance}")
        self.balance -= amount + self.fee
        return self.balance

    def __repr__(self):
        return f"<{self.owner}: {self.balance}>"


class Student(Account):
    fee = 0


def spend(accounts, amounts):
    refused = []
    for account, amount in zip(accounts, amounts):
        try:
            account.withdraw(amount)
        except ValueError as error:
            refused.append(str(error))
    return refused


if __name__ == "__main__":
    people = [Account("Ada", 120), Student("Ben", 30), Account("Cleo", 5)]
    print(spend(people, [20, 30, 5]))
    print([account.balance for account in people], people[0].rich)
