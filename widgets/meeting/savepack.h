// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagecontext.h"

#include <functional>

class QWidget;

namespace Nightkeep {

/// Asks for a file, whose name says the format, and writes the pack of the workspace into it, in a job that can be
/// cancelled. Then asks whether the next pack is to be compared with it. `failed` gets what went wrong, being cancelled
/// among it; nothing is called once `page` is gone.
void savePack(QWidget *page, const PageContext &context, const std::function<void(const Error &)> &failed);

} // namespace Nightkeep
