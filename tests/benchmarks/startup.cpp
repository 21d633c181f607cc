// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/comparison.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

namespace Nightkeep {

namespace {

bool runs(const QString &program, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace

bool benchStartup()
{
    const QString bin = QCoreApplication::applicationDirPath();
    const QTemporaryDir folder;
    const QString estate = folder.filePath(QStringLiteral("demo"));
    if (!runs(bin + QStringLiteral("/nightkeepctl"), {QStringLiteral("demo"), QStringLiteral("create"), estate}))
        return false;
    return compare({"start to first paint, demo estate", "minimal Qt Widgets window", 1.5, 15,
                    [&] {
                        return runs(bin + QStringLiteral("/nightkeep"),
                                    {QStringLiteral("--demo"), estate, QStringLiteral("--exit-after-first-paint")});
                    },
                    [&] { return runs(bin + QStringLiteral("/minimalwindow"), {}); }});
}

} // namespace Nightkeep
