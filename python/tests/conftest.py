"""What all the tests of the package share."""

import numpy as np
import pytest

import rint


@pytest.fixture(autouse=True)
def leave_one_thread():
    """Each test starts with the settings of a new process."""
    yield
    rint.set_num_threads(1)
    rint.set_pool_limit(256 << 20)


@pytest.fixture
def raises():
    """Checks the class and the whole text of an error."""

    def check(error, text, function, /, *arguments, **options):
        with pytest.raises(Exception) as caught:
            function(*arguments, **options)
        assert (caught.type, str(caught.value)) == (error, text)

    return check


def same_bits(got, expected):
    """Equal types, shapes and bytes."""
    got, expected = np.asarray(got), np.asarray(expected)
    return (
        got.dtype == expected.dtype
        and got.shape == expected.shape
        and got.tobytes() == expected.tobytes()
    )
