// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/jobrunner.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakeworkspace.h"
#include "widgets/common/pagewidget.h"
#include "widgets/common/workspacereader.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolButton>

#include <tuple>

namespace Nightkeep {

/// What a page stands on in a test: a workspace in memory, jobs, dialogs that answer themselves, settings
/// in a folder of their own, and files that are only kept in memory.
class PageFixture
{
public:
    PageFixture()
        : settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , jobs(workspace.clock(), 4)
    {
        workspace.fillSmallEstate();
    }

    [[nodiscard]] PageContext context()
    {
        return {workspace,
                reader,
                jobs,
                dialogs,
                settings,
                [this](const QString &fileName, const QByteArray &contents) -> Result<void> {
                    if (writeFailure)
                        return fail(*writeFailure);
                    files.insert(fileName, contents);
                    return {};
                },
                [this](const QString &sentence) { said.append(sentence); }};
    }

    [[nodiscard]] Server stored(const QString &name) const
    {
        const Result<QList<Server>> servers = workspace.serverStore.servers();
        for (const Server &server : *servers) {
            if (server.name == name)
                return server;
        }
        return {};
    }

    /// What somebody else does to the workspace meanwhile.
    void change(const QString &name, const std::function<void(Server &)> &change)
    {
        const Server before = stored(name);
        Server after = before;
        change(after);
        std::ignore = workspace.serverStore.replaceServer(before, after);
    }

    FakeWorkspace workspace;
    FakeDialogs dialogs;
    QHash<QString, QByteArray> files;
    QStringList said; ///< what came of acts, in order
    std::optional<Error> writeFailure;

private:
    QTemporaryDir m_folder;

public:
    QSettings settings;
    JobRunner jobs; // its work uses all above
    WorkspaceReader reader {workspace, jobs};
};

template<typename Widget> Widget *childOf(const QWidget &parent, const char *name)
{
    return parent.findChild<Widget *>(QLatin1String(name));
}

inline QString answerOf(const PageWidget &page)
{
    return childOf<QLabel>(page, "answer")->text();
}

/// The shown error's sentence; empty where none is shown.
inline QString errorOf(const QWidget &page)
{
    const auto *banner = childOf<QWidget>(page, "errorBanner");
    return banner->isHidden() ? QString() : childOf<QLabel>(*banner, "errorMessage")->text();
}

inline void trigger(const QWidget &page, const char *action)
{
    childOf<QAction>(page, action)->trigger();
}

/// The row with this key in a page's table; invalid if it is not shown.
inline QModelIndex rowWithKey(const QAbstractItemView &view, const QString &key, int column = 0)
{
    for (int row = 0; row < view.model()->rowCount(); ++row) {
        if (view.model()->index(row, 0).data(KeyRole).toString() == key)
            return view.model()->index(row, column);
    }
    return {};
}

/// Widgets that a person can act on and that have no name to find them by.
inline QStringList namelessWidgets(const QWidget &root)
{
    QStringList nameless;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const bool interactive = qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
            || qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QSplitter *>(widget);
        if (!interactive || !widget->objectName().isEmpty())
            continue;
        // Parts that Qt makes for itself: a tool bar's buttons show actions, which have names.
        const auto *button = qobject_cast<const QToolButton *>(widget);
        if (button && button->defaultAction() && !button->defaultAction()->objectName().isEmpty())
            continue;
        const QWidget *parent = widget->parentWidget();
        if (parent
            && (parent->inherits("QAbstractItemView") || parent->inherits("QAbstractSpinBox")
                || parent->inherits("QLineEdit") || parent->inherits("QComboBoxPrivateContainer")
                || parent->inherits("QTabBar")))
            continue;
        nameless << QString::fromLatin1(widget->metaObject()->className());
    }
    return nameless;
}

} // namespace Nightkeep
