// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace Nightkeep {

inline QStringList words(QAnyStringView text)
{
    return text.toString().split(u' ', Qt::SkipEmptyParts);
}

/// What one run of the real nightkeepctl came to.
struct CtlRun
{
    int status = -1; ///< exit status; -1: it did not end by itself
    QByteArray out;
    QByteArray err;

    /// Null unless standard output is exactly one document.
    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(out); }
    [[nodiscard]] QJsonObject error() const { return json().object().value(u"error").toObject(); }
    [[nodiscard]] QByteArray told() const { return QByteArray::number(status) + "\n" + out + "\n" + err; }
};

/// A place of its own with a home folder, in which nightkeepctl is run.
class CtlPlace
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_place.filePath(name); }
    [[nodiscard]] QString demo() const { return path(QStringLiteral("demo")); }

    [[nodiscard]] static QString program()
    {
        return qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl");
    }

    void prepare(QProcess &process) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_place.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data")));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_place.path());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_place.path());
        process.setStandardInputFile(QProcess::nullDevice());
    }

    [[nodiscard]] CtlRun run(const QStringList &arguments) const
    {
        QProcess process;
        prepare(process);
        process.start(program(), arguments);
        return ended(process);
    }
    /// Makes a demo of which nothing was ever asked: what a test finds there, it did itself.
    [[nodiscard]] CtlRun makeUnaskedDemo(const QStringList &more = {}) const
    {
        return run(QStringList {QStringLiteral("demo"), QStringLiteral("create"), demo(), QStringLiteral("--unasked")}
                   + more);
    }
    /// With --json, on the demo estate.
    [[nodiscard]] CtlRun onDemo(const QStringList &arguments) const
    {
        return run(QStringList {QStringLiteral("--json"), QStringLiteral("--demo"), demo()} + arguments);
    }

    [[nodiscard]] static CtlRun ended(QProcess &process)
    {
        CtlRun run;
        constexpr int ofSanitizer = 86; // see tests/CMakeLists.txt
        if (process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() != ofSanitizer)
            run.status = process.exitCode();
        run.out = process.readAllStandardOutput();
        run.err = process.readAllStandardError();
        if (run.status < 0) // not every test would say more than that
            qWarning("%s: %s", qPrintable(process.arguments().join(u' ')), run.told().constData());
        return run;
    }

private:
    QTemporaryDir m_place;
};

} // namespace Nightkeep
