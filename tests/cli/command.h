// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "tests/support/fakeworkspace.h"

#include <QTemporaryFile>

#include <cstdio>
#include <unistd.h>

namespace Nightkeep {

/// Hands out the one workspace that a test has set up.
class OneWorkspace final : public WorkspaceOpener
{
public:
    explicit OneWorkspace(std::unique_ptr<Workspace> workspace)
        : m_workspace(std::move(workspace))
    {
    }
    [[nodiscard]] Result<std::unique_ptr<Workspace>> open(const QString &, const CancelToken &) override
    {
        return std::move(m_workspace);
    }
    [[nodiscard]] Result<std::unique_ptr<Workspace>> create(const QString &, const CancelToken &) override
    {
        return std::move(m_workspace);
    }
    [[nodiscard]] Result<void> keepPassword(const QString &, const QString &) override { return {}; }
    [[nodiscard]] Result<std::unique_ptr<Workspace>> openDemo(const QString &) override
    {
        return std::move(m_workspace);
    }
    [[nodiscard]] std::optional<LastGoodCopy> lastGoodCopy(const QString &) const override { return std::nullopt; }
    [[nodiscard]] Result<void> restoreLastGoodCopy(const QString &) override { return {}; }
    [[nodiscard]] QString defaultLocation() const override { return QStringLiteral("/workspace"); }

private:
    std::unique_ptr<Workspace> m_workspace;
};

/// A command line over a small estate in memory. The workspace stays open to the test.
struct Command
{
    explicit Command(const QStringList &words, const QMultiHash<QString, QString> &options = {})
    {
        CliArguments arguments {words, options};
        verb = takeVerb(arguments);
        auto made = std::make_unique<FakeWorkspace>();
        workspace = made.get();
        workspace->fillSmallEstate();
        auto opener =
            std::make_shared<std::unique_ptr<WorkspaceOpener>>(std::make_unique<OneWorkspace>(std::move(made)));
        world.opener = [opener](const ReachOptions &, Prompter *) { return std::move(*opener); };
        context = std::make_unique<CliContext>(world, arguments, cancel);
    }
    [[nodiscard]] VerbResult run() const { return verb ? (*verb)->run(*context) : fail(verb.error()); }

    Result<const Verb *> verb = nullptr;
    FakeWorkspace *workspace = nullptr;
    CliWorld world;
    CancelToken cancel;
    std::unique_ptr<CliContext> context;
};

/// What an act writes to standard error.
template<typename Act> QByteArray saidBy(const Act &act)
{
    QTemporaryFile said;
    if (!said.open())
        qFatal("No file for what is said.");
    std::fflush(stderr);
    const int kept = ::dup(STDERR_FILENO);
    ::dup2(said.handle(), STDERR_FILENO);
    act();
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    return said.seek(0) ? said.readAll() : QByteArray();
}

inline QMultiHash<QString, QString> option(const char *name, const char *value = "")
{
    return {{QLatin1String(name), QLatin1String(value)}};
}

} // namespace Nightkeep
