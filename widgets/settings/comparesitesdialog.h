// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"
#include "widgets/common/tabledialog.h"

class QComboBox;

namespace Nightkeep {

/// "Compare sites…": what each Moodle runs with, option by option by what it means, of both editions. It asks for a
/// copy, which its opener makes.
class CompareSitesDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// Of two sites at least; `chosen` is the one that is copied to.
    CompareSitesDialog(const PageContext &context, const QList<SettingsView> &views, const QString &chosen,
                       QWidget *parent);

signals:
    void copyRequested(const QString &from); ///< a site's name

private:
    QComboBox *m_from;
};

} // namespace Nightkeep
