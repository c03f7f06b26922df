"""An error in an imported module, behind several hooks of its line."""

import work

work.attempt([1, 0])
