bases, keywords, none = (int,), {"metaclass": type}, ()
class A(*bases):
    pass
class B(**keywords):
    pass
class C(*bases, **keywords):
    pass
class D(*()):
    pass
class E(*(bases)):
    pass
class F(*none or bases):
    pass
class G(*bases if bases else none):
    pass
class H( ):
    pass
