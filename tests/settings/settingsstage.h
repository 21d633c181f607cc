// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/jobrunner.h"
#include "models/settings/settingsmodel.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "widgets/common/workspacereader.h"
#include "widgets/settings/settingspage.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace Nightkeep {

/// The page of settings over a workspace in memory, for its tests.
class SettingsStage
{
protected:
    QTemporaryDir m_folder;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<WorkspaceReader> m_reader;
    std::unique_ptr<QSettings> m_settings;
    FakeDialogs m_dialogs;
    QStringList m_said;
    std::unique_ptr<SettingsPage> m_page;

    void open()
    {
        m_reader = std::make_unique<WorkspaceReader>(*m_workspace, *m_jobs);
        m_page = std::make_unique<SettingsPage>(
            PageContext {*m_workspace, *m_reader, *m_jobs, m_dialogs, *m_settings,
                         [](const QString &, const QByteArray &) { return Result<void>(); },
                         [this](const QString &sentence) { m_said.append(sentence); }});
        m_page->resize(1000, 700);
        m_page->show();
        m_page->reload();
        settle();
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_jobs->running(), 0, 20000); }
    template<typename T> T *part(const char *name) { return m_page->findChild<T *>(QString::fromLatin1(name)); }
    QString answer() { return part<QLabel>("answer")->text(); }
    QAction *action(const char *name) { return part<QAction>(name); }
    QTableView *table() { return part<QTableView>("settingsTable"); }
    /// Or lock again. Only what was read can be unlocked, and a reading may come after its job has ended.
    void unlock()
    {
        QTRY_VERIFY(action("unlockSettings")->isEnabled());
        QTRY_VERIFY(table()->isVisible());
        action("unlockSettings")->trigger();
    }
    QString live(const QString &name)
    {
        return m_workspace->moodles.moodle(QStringLiteral("moodle")).config.value(name);
    }
    QString bannerText()
    {
        const auto *text = m_page->findChild<QLabel *>(QStringLiteral("errorMessage"));
        return text && text->isVisible() ? text->text() : QString();
    }

    QModelIndex cell(const QString &name, SettingsModel::Column column)
    {
        const QAbstractItemModel *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, column).data(KeyRole) == name)
                return model->index(row, column);
        return {};
    }

    /// Whether an editor opens in the cell, as after a double click.
    bool opensEditor(const QString &name, SettingsModel::Column column = SettingsModel::PendingColumn)
    {
        const QModelIndex index = cell(name, column);
        table()->scrollTo(index);
        table()->setCurrentIndex(index);
        table()->edit(index);
        return openEditor() != nullptr;
    }
    template<typename T> T *edit(const QString &name, SettingsModel::Column column = SettingsModel::PendingColumn)
    {
        // A reading that comes just then closes it.
        std::ignore = QTest::qWaitFor([&] { return opensEditor(name, column); }, 20000);
        return qobject_cast<T *>(openEditor());
    }
    /// An editor that has been closed stays for a moment, hidden.
    QWidget *openEditor()
    {
        for (QWidget *each : table()->findChildren<QWidget *>(QStringLiteral("settingEditor")))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    void closeEditor(QWidget *editor)
    {
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!openEditor()); // the delegate closes it from the event loop
    }

    void pendKeep(const QString &words)
    {
        auto *combo = edit<QComboBox>(keep);
        QVERIFY(combo);
        const int item = combo->findText(words);
        QVERIFY(item >= 0);
        combo->setCurrentIndex(item);
        emit combo->activated(item);
    }

    QDialog *dialog(const char *name)
    {
        QDialog *found = nullptr;
        for (QDialog *each : m_page->findChildren<QDialog *>(QString::fromLatin1(name)))
            if (each->isVisible())
                found = each;
        return found;
    }

    void reviewAndWrite()
    {
        action("reviewSettings")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        QTest::mouseClick(dialog("reviewDialog")->findChild<QPushButton *>(QStringLiteral("reviewAccept")),
                          Qt::LeftButton);
        settle();
    }

    /// On the value that is chosen first, which is the live one where that is not agreed; or on these words.
    void agree(const QString &words = {})
    {
        action("agreeOnSetting")->trigger();
        QTRY_VERIFY(dialog("agreedValueDialog"));
        QDialog *agreed = dialog("agreedValueDialog");
        if (!words.isEmpty())
            agreed->findChild<QComboBox *>(QStringLiteral("agreedValue"))->setCurrentText(words);
        QTest::mouseClick(agreed->findChild<QPushButton *>(QStringLiteral("agreedAccept")), Qt::LeftButton);
        settle();
    }

    void begin()
    {
        m_dialogs = {};
        m_said.clear();
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_jobs = std::make_unique<JobRunner>(m_workspace->clock(), 4);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("ui.ini")), QSettings::IniFormat);
        m_settings->remove(QStringLiteral("decisions/who"));
    }
    void end()
    {
        m_page.reset();
        m_jobs.reset();
        m_workspace.reset();
    }
};

} // namespace Nightkeep
