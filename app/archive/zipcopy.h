// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/copybytes.h"

namespace Nightkeep {

/// Reads a backup that is a zip, of 1.9 or later, through. Not by QuaZip: it forgives what makes a zip unsound (bytes
/// before it, a directory that its end does not fit, headers that say something else than the directory), and each
/// fault is to be the one that resources/remote/zipreader.sh finds. Of a directory of more than 16 MiB only the
/// beginning is read, so that less than 100 MiB are held; then nothing is said of its members.
void readZipCopy(CopyBytes &bytes, CopyWords &words);

} // namespace Nightkeep
