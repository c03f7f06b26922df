def attempt(numbers):
    for number in numbers: total = 1; (lambda: total / number)()
