"""Makes a failing program smaller.

A statement goes away by making its results arguments of the function, with the
values that they had; a choice by taking the branch that was taken; a loop by fewer
rounds; and whatever nothing uses any more goes with it. Each step is kept if the
program still fails.
"""

import copy

import numpy as np

from rint_programs import Choice, Undefined


def all_blocks(program):
    """The blocks of all functions, with the way into each."""
    blocks = [helper.block for helper in program.helpers] + [program.main.block]
    while blocks:
        block = blocks.pop()
        yield block
        for statement in block.statements:
            blocks += statement.blocks


def uses(program):
    used = set()
    for block in all_blocks(program):
        used.update(block.yields)
        for statement in block.statements:
            used.update(statement.operands)
    return used


def tidy(program):
    """Takes out what nothing uses."""
    changed = True
    while changed:
        changed = False
        used = uses(program)
        broken = program.error.statement if program.error else None
        for block in all_blocks(program):
            kept = [s for s in block.statements
                    if s is broken or not s.results or used.intersection(s.results)]
            changed |= len(kept) < len(block.statements)
            block.statements = kept
        called = {s.callee for block in all_blocks(program) for s in block.statements}
        program.helpers = [h for h in program.helpers if h in called]
    used = uses(program)
    main = program.main.block
    main.arguments = [value for value in main.arguments if value in used]


def cut(program, at):
    """The results of a statement of the main function become arguments."""
    env = program.expect()
    main = program.main.block
    statement = main.statements[at]
    if not all(value in env for value in statement.results):
        return False
    if any(not value.is_tensor and value.type not in ("index", "i1")
           for value in statement.results):
        return False
    del main.statements[at]
    for value in statement.results:
        main.arguments.append(value)
        program.values[value] = np.array(env[value]) if value.is_tensor else env[value]
    return True


def drop_yield(program, at):
    if len(program.main.block.yields) < 2:
        return False
    del program.main.block.yields[at]
    return True


def inline(program, at):
    """Takes the branch that was taken."""
    env = program.expect()
    main = program.main.block
    statement = main.statements[at]
    if not isinstance(statement, Choice) or statement.operands[0] not in env:
        return False
    block = statement.blocks[0 if env[statement.operands[0]] else 1]
    replaced = dict(zip(statement.results, block.yields))
    main.statements[at : at + 1] = block.statements
    for other in all_blocks(program):
        other.yields = [replaced.get(v, v) for v in other.yields]
        for s in other.statements:
            s.operands = [replaced.get(v, v) for v in s.operands]
    return True


def drop_inner(program, number):
    """Takes one statement out of a block within the program, where another value
    of the same type can stand for its result."""
    seen = 0
    for block in all_blocks(program):
        if block is program.main.block:
            continue
        for at, statement in enumerate(block.statements):
            if seen < number:
                seen += 1
                continue
            others = {v.type: v for v in block.arguments + statement.operands}
            # Another size or index may do what upstream leaves undefined.
            if not all(v.is_tensor and v.type in others for v in statement.results):
                return False
            replaced = {v: others[v.type] for v in statement.results}
            del block.statements[at]
            for other in all_blocks(program):
                other.yields = [replaced.get(v, v) for v in other.yields]
                for s in other.statements:
                    s.operands = [replaced.get(v, v) for v in s.operands]
            return True
    return None


def steps(program):
    main = program.main.block
    for at in reversed(range(len(main.yields))):
        yield lambda p, at=at: drop_yield(p, at)
    for at in reversed(range(len(main.statements))):
        yield lambda p, at=at: cut(p, at)
        yield lambda p, at=at: inline(p, at)
    inner = sum(len(b.statements) for b in all_blocks(program)) - len(main.statements)
    for number in range(inner):
        yield lambda p, number=number: drop_inner(p, number)


def reduce_program(program, fails, most_tries=150):
    """`fails` says of a program whether it fails in the same way."""
    tries, changed = 0, True
    while changed and tries < most_tries:
        changed = False
        for step in list(steps(program)):
            if tries >= most_tries:
                break
            program.error = None  # It is made anew, and cannot be copied.
            candidate = copy.deepcopy(program)
            try:
                if not step(candidate):
                    continue
                candidate.expect()
                tidy(candidate)
                candidate.expect()
            except (Undefined, KeyError, ValueError, IndexError):
                continue
            tries += 1
            if fails(candidate):
                program, changed = candidate, True
                break
    program.expect()
    return program
