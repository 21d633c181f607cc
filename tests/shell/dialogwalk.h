// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/courses/madecourses.h"
#include "tests/shell/windowfixture.h"
#include "widgets/common/datatable.h"
#include "widgets/common/messagedialogs.h"
#include "widgets/shell/shots.h"

#include <QApplication>
#include <QDialog>
#include <QFileDialog>
#include <QItemSelectionModel>
#include <QPointer>
#include <QPushButton>
#include <QTableView>

#include <functional>

namespace Nightkeep {

/// Gives the workspace what the dialogs of all pages need.
inline void fillForDialogs(FakeWorkspace &workspace)
{
    ArchiveRecord complete = workspace.archiveStore.archiveRuns()->first();
    complete.run.warnings = {{ArchiveWarning::Kind::NoZip, 33, QStringLiteral("BIOC1001"), {}, {}, true}};
    std::ignore = workspace.archiveStore.saveArchiveRun(complete);
    ArchiveRecord working = complete;
    working.run.id = QStringLiteral("20081129-080000-moodle-2008-autumn");
    working.status = {};
    working.status.state = ArchiveState::Resumable; // not asked about by itself, as a working one
    std::ignore = workspace.archiveStore.saveArchiveRun(working);
    const QString site = workspace.siteStore.sites()->first().name;
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
    reading.courses = {course, MadeCourses::course(47, QStringLiteral("HIST2002"))};
    reading.files = {MadeCourses::zip(course, workspace.time.now().addDays(-1)),
                     MadeCourses::zip(course, course.lastStart)};
    std::ignore = workspace.courseStore.saveCourseReading(site, reading);
    workspace.moodles.change(site, [&reading, &course](FakeMoodle &moodle) {
        moodle.facts = reading.head.moodle;
        moodle.states.courses = reading.courses;
        CourseLog log;
        log.course = course.id;
        log.runs = {{course.runs.first(), {{course.lastEnd, course.runs.first().step, false}}, {}}};
        moodle.logs.insert(course.id, log);
    });
    workspace.hosts.setAnswer([](const Server &, RemoteProgram program, const QByteArray &, const CancelToken &) {
        const QList<FrameRecord> records {{"tar", {"10240"}}, {"finished", {}}};
        return Result<QByteArray>(framed(remoteProgramName(program).toLatin1(), records));
    });
}

/// The action of a page, with a row, or two, chosen for which it can be done; null where there are none.
inline QAction *enabledAction(const PageWidget &page, const QString &name)
{
    auto *action = page.findChild<QAction *>(name);
    auto *table = page.findChild<DataTable *>();
    const int rows = table ? table->view()->model()->rowCount() : 0;
    for (int row = 0; action && !action->isEnabled() && row < rows; ++row)
        table->view()->selectRow(row);
    if (action && !action->isEnabled() && rows > 1) {
        auto *model = table->view()->model();
        const QItemSelection two(model->index(0, 0), model->index(1, model->columnCount() - 1));
        table->view()->selectionModel()->select(two, QItemSelectionModel::ClearAndSelect);
    }
    return action && action->isEnabled() ? action : nullptr;
}

inline QList<QDialog *> shownDialogs()
{
    QList<QDialog *> shown;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *dialog = qobject_cast<QDialog *>(widget);
        if (dialog && dialog->isVisible())
            shown.append(dialog);
    }
    return shown;
}

/// The real window with real dialogs, and a look at each of them.
class DialogWalk
{
public:
    using Look = std::function<void(QDialog &dialog)>;

    DialogWalk()
    {
        auto workspace = WindowFixture::smallEstate();
        fillForDialogs(*workspace);
        const WindowContext context {m_fixture.opener,
                                     m_fixture.jobs,
                                     m_dialogs,
                                     m_fixture.settings,
                                     [](const QString &, const QByteArray &) -> Result<void> { return {}; },
                                     allPages()};
        m_window = std::make_unique<MainWindow>(context, std::move(workspace));
        m_window->resize(QSize(1024, 768).boundedTo(m_window->screen()->availableSize()));
    }
    ~DialogWalk()
    {
        closeAll();
        m_window.reset();
    }
    Q_DISABLE_COPY_MOVE(DialogWalk)

    [[nodiscard]] MainWindow &window() const { return *m_window; }
    [[nodiscard]] MessageDialogs &dialogs() { return m_dialogs; }
    [[nodiscard]] QSettings &settings() { return m_fixture.settings; }
    [[nodiscard]] JobRunner &jobs() { return m_fixture.jobs; }
    [[nodiscard]] const QStringList &seen() const { return m_seen; } ///< the object names of what was looked at

    void show()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        waitUntilIdle(m_fixture.jobs);
    }

    /// Each dialog that an action of a page opens, and each that its own buttons open: both end in three dots.
    void lookAtAll(const Look &look)
    {
        for (const PageWidget *page : m_window->pages()) {
            QStringList names;
            for (const QAction *action : page->findChildren<QAction *>()) {
                if (action->text().endsWith(u'…') && !action->objectName().isEmpty())
                    names << action->objectName();
            }
            names.removeDuplicates();
            for (const QString &name : std::as_const(names))
                lookAtWhatOpens(*page, name, look);
        }
    }

    /// A dialog that was made for this, which goes afterwards.
    void lookAt(QDialog *dialog, const Look &look)
    {
        dialog->open();
        settleAndLook(*dialog, look);
        delete dialog;
    }

private:
    void lookAtWhatOpens(const PageWidget &page, const QString &name, const Look &look)
    {
        m_window->goTo(page.page());
        waitUntilIdle(m_fixture.jobs);
        QAction *action = enabledAction(page, name);
        if (!action)
            return;
        action->trigger();
        waitUntilIdle(m_fixture.jobs); // some are opened once they have been read for
        if (!shownDialogs().isEmpty()) {
            QDialog &dialog = *shownDialogs().first();
            settleAndLook(dialog, look);
            lookAtWithin(dialog, look);
        }
        closeAll();
    }

    void lookAtWithin(QDialog &dialog, const Look &look)
    {
        if (qobject_cast<QFileDialog *>(&dialog))
            return;
        const QPointer<QDialog> first(&dialog);
        QList<QPointer<QPushButton>> buttons;
        for (QPushButton *button : dialog.findChildren<QPushButton *>())
            buttons << button;
        for (const QPointer<QPushButton> &button : std::as_const(buttons)) {
            if (!first || !button || !button->isVisible() || !button->isEnabled() || !button->text().endsWith(u'…'))
                continue;
            button->click();
            waitUntilIdle(m_fixture.jobs);
            for (QDialog *other : shownDialogs()) {
                if (other == first)
                    continue;
                settleAndLook(*other, look);
                other->reject();
            }
        }
    }

    void settleAndLook(QDialog &dialog, const Look &look)
    {
        if (qobject_cast<QFileDialog *>(&dialog)) // the platform's, or Qt's
            return;
        std::ignore = QTest::qWaitForWindowActive(&dialog, 60000);
        waitUntilIdle(m_fixture.jobs);
        m_seen << dialog.objectName();
        look(dialog);
        const QString folder = qEnvironmentVariable("NIGHTKEEP_KEEP_SHOTS"); // to look at them by eye
        if (folder.isEmpty())
            return;
        inEachLook([&](const QString &name) {
            waitUntilIdle(m_fixture.jobs);
            dialog.grab().save(QStringLiteral("%1/dialog-%2-%3-%4-%5.png")
                                   .arg(folder, m_seen.last(), name)
                                   .arg(QApplication::font().pointSize())
                                   .arg(m_seen.size()));
        });
    }

    static void closeAll()
    {
        for (QDialog *dialog : shownDialogs())
            dialog->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    WindowFixture m_fixture;
    MessageDialogs m_dialogs;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_seen;
};

} // namespace Nightkeep
