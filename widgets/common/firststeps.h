// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;

namespace Nightkeep {

class PageWidget;

/// What fills an empty workspace, for a page that has nothing to show before: on the page of servers, and where there
/// are some, on that of Moodle's settings.
class FirstSteps
{
public:
    explicit FirstSteps(PageWidget *page); ///< which owns the actions

    void setWritable(bool writable);
    [[nodiscard]] QAction *importPage() const { return m_import; }
    [[nodiscard]] QAction *addServer() const { return m_addServer; }
    [[nodiscard]] QAction *showSettings() const { return m_showSettings; } ///< where a site is added

private:
    QAction *m_import;
    QAction *m_addServer;
    QAction *m_showSettings;
};

} // namespace Nightkeep
