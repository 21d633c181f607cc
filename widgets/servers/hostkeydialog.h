// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

#include <QDialog>

namespace Nightkeep {

/// The first meeting with a server: shows the key that it offers and how to compare it. Accepted only
/// by the button that says so; Enter and Escape trust nothing.
class HostKeyDialog final : public QDialog
{
    Q_OBJECT

public:
    HostKeyDialog(const QString &server, const OfferedHostKey &key, QWidget *parent);
};

} // namespace Nightkeep
