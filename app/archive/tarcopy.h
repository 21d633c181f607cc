// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/copybytes.h"

namespace Nightkeep {

/// Reads a backup that is a tar.gz, as Moodle makes them since 2.x, through from its beginning. Not by KArchive: it
/// wants to go to and fro in what is packed, and unpacks that to a disk for it. Takes up to 2,000,000 members, and
/// holds less than 100 MiB whatever it unpacks to.
void readTarCopy(CopyBytes &bytes, CopyWords &words);

} // namespace Nightkeep
