from types import ModuleType

known: dict[type, ModuleType]

def front_of(x: object) -> ModuleType: ...
