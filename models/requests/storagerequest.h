// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/coverage/agreedfigures.h"
#include "models/coverage/coverage.h"
#include "models/coverage/serverrow.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

/// One thing that the storage team is asked to do, or to answer.
struct RequestItem
{
    enum class Kind {
        AddFolder, ///< a wanted folder that is not backed up, or not all of it
        ReachFolder, ///< a folder that is in the backup and that the nightly run does not reach
        DropFolder, ///< backed up, and nobody asked for it
        Figures, ///< how often, how many copies, for how long
        Question, ///< free text; no probe can answer it
        DeleteArchive, ///< one that is past its agreed years: `folder` is its path, `text` its description
    };
    enum class State {
        Open,
        Done, ///< a probe after the request was sent saw it done
        Withdrawn, ///< a person took it back, or has the answer
    };
    Kind kind = Kind::AddFolder;
    QString server = {}; ///< as the matrix names it; empty: of a question about all of them
    QString storageNode = {};
    BytePath folder = {}; ///< of the three folder kinds; of an archive its path
    QString text = {}; ///< of a question; of an archive the description that it was archived with
    DecidedFigures figures = {}; ///< of Figures
    QString reason = {}; ///< the evidence as coverage said it when it was asked, sentences for people
    Evidence evidence = Evidence::Declared; ///< whose word that was
    QDateTime observedAt = {}; ///< UTC; invalid where the evidence is the page
    State state = State::Open;
    QDateTime endedAt = {}; ///< UTC: when it was seen done (the probe's moment), or withdrawn
    QString endedWhy = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &RequestItem::kind},
                           Field {"server", &RequestItem::server},
                           Field {"storageNode", &RequestItem::storageNode},
                           Field {"folder", &RequestItem::folder}.namesObject(),
                           Field {"text", &RequestItem::text},
                           Field {"figures", &RequestItem::figures},
                           Field {"reason", &RequestItem::reason},
                           Field {"evidence", &RequestItem::evidence},
                           Field {"observedAt", &RequestItem::observedAt},
                           Field {"state", &RequestItem::state},
                           Field {"endedAt", &RequestItem::endedAt},
                           Field {"endedWhy", &RequestItem::endedWhy}};
    }
    bool operator==(const RequestItem &) const = default;
};

template<>
inline constexpr auto Names<RequestItem::State> = std::to_array<Name<RequestItem::State>>({
    {RequestItem::State::Open, "open"},
    {RequestItem::State::Done, "done"},
    {RequestItem::State::Withdrawn, "withdrawn"},
});
template<>
inline constexpr auto Names<RequestItem::Kind> = std::to_array<Name<RequestItem::Kind>>({
    {RequestItem::Kind::AddFolder, "addFolder"},
    {RequestItem::Kind::ReachFolder, "reachFolder"},
    {RequestItem::Kind::DropFolder, "dropFolder"},
    {RequestItem::Kind::Figures, "figures"},
    {RequestItem::Kind::Question, "question"},
    {RequestItem::Kind::DeleteArchive, "deleteArchive"},
});
enum class SendingWay { Mail, Copied, File };

template<>
inline constexpr auto Names<SendingWay> = std::to_array<Name<SendingWay>>({
    {SendingWay::Mail, "mail"},
    {SendingWay::Copied, "copied"},
    {SendingWay::File, "file"},
});
/// What was asked of the storage team. The workspace holds those that were sent.
struct StorageRequest
{
    qint64 id = 0; ///< given by the workspace; 0: not in it
    QDateTime createdAt = {}; ///< UTC
    QString createdBy = {};
    QString note = {}; ///< free text, several lines
    QDateTime sentAt = {}; ///< UTC, this workstation's clock; invalid: not sent
    QString sentBy = {};
    SendingWay way = SendingWay::Mail;
    QList<RequestItem> items = {};

    [[nodiscard]] int count(RequestItem::State state) const;
    /// Sent, and something of it is neither done nor withdrawn.
    [[nodiscard]] bool isOpen() const { return sentAt.isValid() && count(RequestItem::State::Open) > 0; }
    /// When the last of its items ended; invalid while one is open.
    [[nodiscard]] QDateTime closedAt() const;
    [[nodiscard]] QStringList servers() const; ///< named in it, each once, in the items' order
    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &StorageRequest::id}.from(1),
                           Field {"createdAt", &StorageRequest::createdAt},
                           Field {"createdBy", &StorageRequest::createdBy},
                           Field {"note", &StorageRequest::note},
                           Field {"sentAt", &StorageRequest::sentAt},
                           Field {"sentBy", &StorageRequest::sentBy},
                           Field {"way", &StorageRequest::way},
                           Field {"items", &StorageRequest::items}};
    }
    bool operator==(const StorageRequest &) const = default;
};

/// Something that could be asked, and whether it is by default.
struct ProposedItem
{
    RequestItem item;
    bool chosen = true;
    QDateTime askedAt = {}; ///< of an open request that asks it already; invalid: none does

    bool operator==(const ProposedItem &) const = default;
};

/// What there is to ask of the storage team about these servers, in their order:
///  - wanted folders that are uncovered or partly covered: add. Not those that lack only what is in memory.
///  - wanted folders that are stale, or that the storage manager lists and never took whole: why.
///  - folders that nobody asked for: drop, not chosen, since somebody may need them after all.
///  - figures that were decided and that the server does not show; not chosen while they are still to
///    be agreed in the team.
///  - last, and not chosen, the question about files that never change.
/// What an open request asks already is not chosen. A folder that is not there is no matter of theirs.
[[nodiscard]] QList<ProposedItem> proposeItems(const QList<ServerRow> &rows, const QList<StorageRequest> &requests);

/// When an open request that asks this was sent; the newest. Invalid if none does.
[[nodiscard]] QDateTime askedBefore(const RequestItem &item, const QList<StorageRequest> &requests);
[[nodiscard]] bool asksTheSame(const RequestItem &a, const RequestItem &b);

/// The request with every item closed that a probe taken after it was sent saw done. The page's word
/// never closes anything, nor does a probe of a folder that was not looked at; an ended item stays as
/// it is. A question is closed by people alone.
[[nodiscard]] StorageRequest settled(const StorageRequest &request, const QList<ServerRow> &rows);

/// Days after which an open request is a finding.
constexpr int RequestPatienceDays = 14;

/// A warning for each request that has been open for longer than that.
[[nodiscard]] QList<Finding> requestFindings(const QList<StorageRequest> &requests, const QDateTime &now);
/// Makes the findings about folders that an open request asks for say so in their advice.
void noteRequests(QList<Finding> &findings, const QList<StorageRequest> &requests);

[[nodiscard]] QString requestItemStateWord(RequestItem::State state); ///< for people
[[nodiscard]] QString requestItemTitle(const RequestItem &item); ///< "Add /data/moodle to the backup"
/// The folder, the figures ("3 copies kept ...; ...") or the question alone, for a cell.
[[nodiscard]] QString requestItemSubject(const RequestItem &item);
[[nodiscard]] QString sendingWayWord(SendingWay way); ///< for people

} // namespace Nightkeep
