// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/firststeps.h"

#include "widgets/common/newaction.h"
#include "widgets/common/pagewidget.h"
#include "widgets/common/writing.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

/// `act` is the name of the servers page's own.
QAction *newStep(PageWidget *page, const QString &icon, const QString &text, const QString &act)
{
    QAction *step = newAction(page, act + QStringLiteral("First"), icon, text);
    QObject::connect(step, &QAction::triggered, page, [page, act] { emit page->actRequested(Page::Servers, {}, act); });
    return step;
}

} // namespace

FirstSteps::FirstSteps(PageWidget *page)
    : m_import(
        newStep(page, QStringLiteral("import"), WidgetsTr::tr("Import the wiki page…"), QStringLiteral("importPage")))
    , m_addServer(newStep(page, QStringLiteral("add"), WidgetsTr::tr("Add a server…"), QStringLiteral("addServer")))
    , m_showSettings(newAction(page, QStringLiteral("showMoodleSettings"), QStringLiteral("settings"),
                               WidgetsTr::tr("Show Moodle settings"),
                               WidgetsTr::tr("Go to the page where a site is added")))
{
    QObject::connect(m_showSettings, &QAction::triggered, page,
                     [page] { emit page->objectActivated(Page::Settings, {}); });
}

void FirstSteps::setWritable(bool writable)
{
    enableWriting(m_import, writable);
    enableWriting(m_addServer, writable);
}

} // namespace Nightkeep
