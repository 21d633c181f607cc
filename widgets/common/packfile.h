// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/meeting/pack.h"
#include "widgets/common/pagecontext.h"

class QWidget;

namespace Nightkeep {

/// What is put on paper, and how it is asked for.
struct PackFile
{
    QString title; ///< of the question for a file
    QString fileName; ///< that is offered
    QString job;
    std::function<Result<Pack>(const CancelToken &, const ProgressSink &)> make; ///< off the window's thread
    std::function<void(const Pack &)> saved = {};
};

/// Asks for a file, whose name says the format, and writes it in a job that can be cancelled. `failed` gets what went
/// wrong, being cancelled among it; nothing is called once `asker` is gone.
void savePackFile(QWidget *asker, const PageContext &context, const PackFile &file,
                  const std::function<void(const Error &)> &failed);

} // namespace Nightkeep
