// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowarguments.h"

#include "app/application.h"
#include "app/apptr.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <cstdio>

namespace Nightkeep {

namespace {

constexpr QLatin1String demoOption("demo");
constexpr QLatin1String workspaceOption("workspace");
constexpr QLatin1String shotsOption("shots");
constexpr QLatin1String firstPaintOption("exit-after-first-paint");
constexpr QLatin1String filledOption("exit-when-filled");

void defineOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(
        {{demoOption, AppTr::tr("Open the demo estate in DIR, made if it is not there."), QStringLiteral("DIR")},
         {workspaceOption, AppTr::tr("Open this: a file, made if it is not there, or mysql://USER@HOST/DATABASE."),
          QStringLiteral("FILE")},
         {shotsOption, AppTr::tr("Render every page to PNG files in DIR, and end."), QStringLiteral("DIR")},
         {firstPaintOption, AppTr::tr("End once the window is painted, for measuring.")},
         {filledOption, AppTr::tr("End once its pages are filled and painted, for measuring.")}});
}

/// What is opened is opened again another day, from another folder.
QString wholeName(const QString &name)
{
    return name.isEmpty() || name.startsWith(QLatin1String("mysql:"), Qt::CaseInsensitive)
        ? name
        : QDir::current().absoluteFilePath(name);
}

bool isAsked(int argc, char **argv, const QByteArrayList &names)
{
    return std::any_of(argv + std::min(argc, 1), argv + argc,
                       [&names](const char *argument) { return names.contains(argument); });
}

} // namespace

std::optional<bool> toldWithoutDisplay(int argc, char **argv, const QString &version)
{
    const bool help = isAsked(argc, argv, {"-h", "--help", "--help-all"});
    if (!help && !isAsked(argc, argv, {"-v", "--version"}))
        return std::nullopt;
    QCoreApplication program(argc, argv);
    nameProgram(version);
    QCommandLineParser parser;
    defineOptions(parser);
    const QString text =
        help ? parser.helpText() : QStringLiteral("%1 %2\n").arg(QCoreApplication::applicationName(), version);
    const bool isWritten = std::fputs(text.toLocal8Bit().constData(), stdout) >= 0 && std::fflush(stdout) == 0;
    if (!isWritten)
        std::perror("nightkeep");
    return isWritten;
}

void sayShownAndExit()
{
    std::puts("shown");
    std::fflush(stdout);
    QCoreApplication::exit(); // without the windows' questions: a workspace may still be opened
}

WindowArguments readWindowArguments()
{
    QCommandLineParser parser;
    defineOptions(parser);
    parser.process(*QCoreApplication::instance());
    return {wholeName(parser.value(demoOption)), wholeName(parser.value(workspaceOption)), parser.value(shotsOption),
            parser.isSet(firstPaintOption), parser.isSet(filledOption)};
}

} // namespace Nightkeep
