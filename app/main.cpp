// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/apptr.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/messagedialogs.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/dialogprompter.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/shots.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>

using namespace Nightkeep;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication program(argc, argv);
    nameProgram(QStringLiteral(NIGHTKEEP_VERSION));
    QCommandLineParser arguments;
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addOptions({{u"demo"_s, AppTr::tr("Open the demo estate in DIR, made if it is not there."), u"DIR"_s},
                          {u"workspace"_s, AppTr::tr("Open this: a file, or mysql://USER@HOST/DATABASE."), u"FILE"_s},
                          {u"shots"_s, AppTr::tr("Render every page to PNG files in DIR, and end."), u"DIR"_s}});
    arguments.addOption({u"exit-after-first-paint"_s, AppTr::tr("End once the window is painted, for measuring.")});
    arguments.process(program);
    DialogPrompter prompter;
    Application application({{}, {}, {}, {}, Attendance::Attended, &prompter, {}});
    JobRunner jobs([] { return QDateTime::currentDateTimeUtc(); });
    MessageDialogs dialogs;
    QSettings settings(arguments.isSet(u"shots"_s) ? application.scratchFile(u"shots.ini"_s)
                                                   : application.settingsFile(),
                       QSettings::IniFormat);
    const WindowContext context {application, jobs, dialogs, settings, writeWholeFile, allPages()};
    MainWindow window(context, {});
    prompter.setWindow(&window);
    const QString demo = arguments.value(u"demo"_s);
    const QString location = arguments.value(u"workspace"_s);
    const auto open = [&](const CancelToken &cancel) { return application.openFirst(demo, location, cancel); };
    if (arguments.isSet(u"shots"_s)) {
        Result<std::unique_ptr<Workspace>> workspace = open({});
        if (!workspace)
            return qCritical("%s", qPrintable(workspace.error().message)), 3;
        window.setWorkspace(std::move(*workspace));
        const QDir folder(arguments.value(u"shots"_s));
        bool good = QDir().mkpath(folder.path());
        renderPages(window, jobs,
                    [&](const QString &name, const QImage &image) { good &= image.save(folder.filePath(name)); });
        return good ? 0 : 3;
    }
    window.setQuitAfterFirstPaint(arguments.isSet(u"exit-after-first-paint"_s));
    window.show();
    window.openWorkspace(demo.isEmpty() ? location : demo, open);
    return QApplication::exec();
}
