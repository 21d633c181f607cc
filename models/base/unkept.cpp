// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/unkept.h"

#include "models/base/tr.h"

namespace Nightkeep {

Error notKept(Error problem)
{
    problem.message = Tr::tr("The answer is shown, but not kept: %1").arg(problem.message);
    return problem;
}

} // namespace Nightkeep
