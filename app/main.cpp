// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/cli/exitstatus.h"
#include "app/secrets/privatememory.h"
#include "app/ssh/sshaliases.h"
#include "app/wholefile.h"
#include "app/windowarguments.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/messagedialogs.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/dialogprompter.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/shots.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

using namespace Nightkeep;

int main(int argc, char **argv)
{
    forbidCores();
    hideMemory();
    if (const std::optional<bool> told = toldWithoutDisplay(argc, argv, QStringLiteral(NIGHTKEEP_VERSION)))
        return int(*told ? ExitStatus::Fine : ExitStatus::NotWritten);
    QApplication program(argc, argv);
    nameProgram(QStringLiteral(NIGHTKEEP_VERSION));
    const WindowArguments arguments = readWindowArguments();
    DialogPrompter prompter;
    Application application({{}, {}, {}, {}, Attendance::Attended, &prompter, {}});
    JobRunner jobs(machineClock());
    MessageDialogs dialogs;
    const std::optional<QTemporaryDir> scratch =
        arguments.shots.isEmpty() ? std::nullopt : std::make_optional<QTemporaryDir>();
    QSettings settings(scratch ? scratch->filePath(QStringLiteral("shots.ini")) : application.settingsFile(),
                       QSettings::IniFormat);
    MainWindow window({application, jobs, dialogs, settings, writeWholeFile, allPages(), sshAliases}, {});
    prompter.setWindow(&window);
    const auto open = [&](const CancelToken &cancel) {
        return application.openFirst(arguments.demo, arguments.workspace, cancel);
    };
    if (!arguments.shots.isEmpty()) {
        Result<std::unique_ptr<Workspace>> workspace = open({});
        if (!workspace)
            return qCritical("%s", qPrintable(workspace.error().message)), 3;
        window.setWorkspace(std::move(*workspace));
        const QDir folder(arguments.shots);
        bool good = QDir().mkpath(folder.path());
        renderPages(window, jobs,
                    [&](const QString &name, const QImage &image) { good &= image.save(folder.filePath(name)); });
        return good ? 0 : 3;
    }
    window.onceShown(arguments.exitAfterFirstPaint, arguments.exitWhenFilled, sayShownAndExit);
    window.openWorkspace(arguments.demo.isEmpty() ? arguments.workspace : arguments.demo, open);
    window.show();
    return QApplication::exec();
}
