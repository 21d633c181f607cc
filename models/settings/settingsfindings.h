// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsview.h"

namespace Nightkeep {

/// Collects one site's findings: of the page of settings, by the rule's word.
class SettingsFindingList
{
public:
    explicit SettingsFindingList(const Site &site)
        : m_site(site.name)
    {
    }

    /// Of an option, or where `row` is null of the whole site.
    void add(Severity severity, const SettingRow *row, const QString &what, const QString &title, const QString &reason,
             const QString &advice);
    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }

private:
    QString m_site;
    QList<Finding> m_findings;
};

} // namespace Nightkeep
