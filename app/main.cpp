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
                          {u"workspace"_s, AppTr::tr("Open this workspace: a file or an address."), u"FILE"_s},
                          {u"shots"_s, AppTr::tr("Render every page to PNG files in DIR, and end."), u"DIR"_s}});
    arguments.addOption({u"exit-after-first-paint"_s, AppTr::tr("End once the window is painted, for measuring.")});
    arguments.process(program);
    const bool shots = arguments.isSet(u"shots"_s);
    DialogPrompter prompter;
    ApplicationOptions options;
    options.prompter = &prompter;
    options.attendance = Attendance::Attended;
    Application application(options);
    FirstWorkspace first = application.openFirst(arguments.value(u"demo"_s), arguments.value(u"workspace"_s));
    if (!first.workspace || (shots && first.failure))
        return qCritical("%s", qPrintable(first.failure->message)), 3;
    JobRunner jobs([] { return QDateTime::currentDateTimeUtc(); });
    MessageDialogs dialogs;
    QSettings settings(shots ? application.scratchFile(u"shots.ini"_s) : application.settingsFile(),
                       QSettings::IniFormat);
    const WindowContext context {application, jobs, dialogs, settings, writeWholeFile, makeAllPages};
    MainWindow window(context, std::move(first.workspace));
    prompter.setWindow(&window);
    if (shots) {
        const QDir folder(arguments.value(u"shots"_s));
        bool good = QDir().mkpath(folder.path());
        renderPages(window, jobs,
                    [&](const QString &name, const QImage &image) { good &= image.save(folder.filePath(name)); });
        return good ? 0 : 3;
    }
    if (first.failure) // an address or a file is tried again there, where the last good copy is offered
        arguments.isSet(u"demo"_s) ? window.showError(*first.failure) : window.openWorkspace(first.location);
    window.setQuitAfterFirstPaint(arguments.isSet(u"exit-after-first-paint"_s));
    window.show();
    return QApplication::exec();
}
