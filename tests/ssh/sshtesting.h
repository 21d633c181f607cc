// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshhosts.h"
#include "models/base/frame.h"
#include "models/servers/serversnapshot.h"
#include "tests/support/processwatch.h"
#include "tests/support/sshfixture.h"

#include <QCoreApplication>
#include <QMutex>
#include <QTest>

#include <functional>

namespace Nightkeep {

inline QString testBinary(const QString &name)
{
    return qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QLatin1Char('/') + name;
}

/// A person who gives one answer to everything and remembers what was asked.
class FakePrompter final : public Prompter
{
public:
    FakePrompter() = default; ///< closes every prompt
    explicit FakePrompter(QString answer)
        : m_answer(std::move(answer))
        , m_refuses(false)
    {
    }
    std::function<void()> whileAsked = [] {};

    std::optional<QString> ask(const Prompt &prompt, const CancelToken &) override
    {
        const QMutexLocker lock(&m_mutex);
        m_prompts.append(prompt);
        whileAsked();
        return m_refuses ? std::nullopt : std::make_optional(m_answer);
    }
    [[nodiscard]] QList<Prompt> prompts() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_prompts;
    }

private:
    QString m_answer;
    bool m_refuses = true;
    mutable QMutex m_mutex;
    QList<Prompt> m_prompts;
};

inline SshHostsOptions hostsOptions(SshFixture &fixture, const QStringList &config = {})
{
    SshHostsOptions options;
    options.runtimeFolder = fixture.folder();
    options.knownHostsFile = fixture.knownHostsFile();
    options.configFile = fixture.configFile(config);
    options.askpassProgram = testBinary(QStringLiteral("nightkeep-testaskpassprogram"));
    return options;
}

inline std::unique_ptr<RemoteHost> openHost(SshHosts &hosts, const SshFixture &fixture,
                                            Attendance attendance = Attendance::Background)
{
    auto host = hosts.open(fixture.server(), attendance);
    return host ? std::move(*host) : nullptr;
}

/// A probe of one folder, through to the parsed snapshot. A busy machine has more time for it than a person has.
inline Result<ServerSnapshot> probe(RemoteHost &host, const QList<BytePath> &folders = {"/"},
                                    const CancelToken &cancel = {},
                                    const RemoteLimits &limits = {std::chrono::minutes(2), 64LL * 1024 * 1024})
{
    const QDateTime sent = QDateTime::currentDateTimeUtc();
    const Result<QByteArray> answer =
        host.run(RemoteProgram::Probe, probeInput({QStringLiteral("sh")}, folders), cancel, limits);
    if (!answer)
        return fail(answer.error());
    const auto records = readFrame(*answer, "probe");
    if (!records)
        return fail(records.error());
    return parseProbe(*records, sent, QDateTime::currentDateTimeUtc());
}

/// The master processes of this program.
inline QList<qint64> masters(qint64 program = QCoreApplication::applicationPid())
{
    QList<qint64> found;
    for (const qint64 process : descendantsOf(program)) {
        if (commandLineOf(process).contains(" -N -M "))
            found.append(process);
    }
    return found;
}

/// Whether no ssh of this program is left.
inline bool hasNoSsh()
{
    for (const qint64 process : descendantsOf(QCoreApplication::applicationPid())) {
        const QByteArray program = commandLineOf(process).split(' ').value(0);
        if (program == "ssh" || program.endsWith("/ssh"))
            return false;
    }
    return true;
}

/// Asked once: another asking, to say what was wrong with the first, would say something else.
#define VERIFY_DONE(result)                                                                                            \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(outcome, Nightkeep::said(outcome).constData());                                                       \
    } while (false)
#define VERIFY_FAILED(result, expected)                                                                                \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(!outcome && outcome.error().kind == (expected), Nightkeep::said(outcome).constData());                \
    } while (false)

/// For failures: the kind and everything that was said.
template<typename T> QByteArray said(const Result<T> &result)
{
    if (result)
        return "it succeeded";
    const Error &error = result.error();
    return QStringLiteral("%1: %2\n%3").arg(nameOf(error.kind), error.message, error.detail).toUtf8();
}

} // namespace Nightkeep
