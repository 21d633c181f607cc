// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "tests/support/fakedesk.h"

namespace Nightkeep {

/// Hands out the one desk that a test has set up.
class OneDesk final : public DeskOpener
{
public:
    explicit OneDesk(std::unique_ptr<Desk> desk)
        : m_desk(std::move(desk))
    {
    }
    [[nodiscard]] Result<std::unique_ptr<Desk>> open(const QString &) override { return std::move(m_desk); }
    [[nodiscard]] Result<std::unique_ptr<Desk>> create(const QString &) override { return std::move(m_desk); }
    [[nodiscard]] Result<std::unique_ptr<Desk>> openDemo(const QString &) override { return std::move(m_desk); }
    [[nodiscard]] std::optional<LastGoodCopy> lastGoodCopy(const QString &) const override { return std::nullopt; }
    [[nodiscard]] Result<void> restoreLastGoodCopy(const QString &) override { return {}; }
    [[nodiscard]] QString defaultLocation() const override { return QStringLiteral("/book"); }

private:
    std::unique_ptr<Desk> m_desk;
};

/// A command line over a small estate in memory. The desk stays open to the test.
struct Command
{
    explicit Command(const QStringList &words, const QMultiHash<QString, QString> &options = {})
    {
        auto made = std::make_unique<FakeDesk>();
        desk = made.get();
        desk->fillSmallEstate();
        auto opener = std::make_shared<std::unique_ptr<DeskOpener>>(std::make_unique<OneDesk>(std::move(made)));
        world.opener = [opener](const ReachOptions &, Prompter *) { return std::move(*opener); };
        context = std::make_unique<CliContext>(world, CliArguments {words, options}, cancel);
    }

    FakeDesk *desk = nullptr;
    CliWorld world;
    CancelToken cancel;
    std::unique_ptr<CliContext> context;
};

inline QMultiHash<QString, QString> option(const char *name, const char *value = "")
{
    return {{QLatin1String(name), QLatin1String(value)}};
}

} // namespace Nightkeep
