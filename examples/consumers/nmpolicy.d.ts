// Generated from the JSON Schema of nmpolicy by docs/generators/typescript.py. Change the records, then run `make docs`.
//
// A file leaves out a field with a question mark if it has its default value: an empty list or text, false or null.
// The schema says more than types can. To check a file, use the schema or `nmpolicy validate`.

/** A slug, unique in the collection, such as `abq-eo-2025-07-21`. A reference to a record is its id. */
export type Id = string;

/**
 * A year, a month or a day, such as `2018`, `2025-05` or `2025-07-21`.
 * After it, `~` means approximate, `?` uncertain, and `%` both.
 */
export type PartialDate = string;

/** All the records of one subject: one tuple per record class, indexed by id. */
export interface Collection {
  /** The version of the format. */
  nmpolicy: 1;
  /** The address or path of the JSON Schema for editors to check the file against. In JSON, the key is `$schema`. */
  "$schema"?: string;
  /** The slug of the collection itself. Records never refer to it. */
  id: Id;
  /** The title of the collection. */
  title: string;
  /** The scope of the collection, in our own words. */
  summary?: string;
  /** The license of the data, as an SPDX expression. */
  license?: string;
  /** True if what could name private individuals was withheld from this copy. */
  redacted?: boolean;
  /** The sources that the records cite. */
  sources?: Source[];
  /** The people. */
  people?: Person[];
  /** The organizations, including unnamed groups. */
  organizations?: Organization[];
  /** The offices. */
  posts?: Post[];
  /** Periods in which actors held posts or belonged to organizations. */
  memberships?: Membership[];
  /** The instruments issued by executives. */
  orders?: Order[];
  /** The instruments adopted by legislatures or pending before them. */
  measures?: Measure[];
  /** The provisions of orders and measures. */
  provisions?: Provision[];
  /** Statements by actors, with their stances. */
  statements?: Statement[];
  /** Signings, protests, hearings and other events. */
  events?: Event[];
  /** Relations between records, such as amendments and repeals. */
  relations?: Relation[];
  /** Anything else a reader should know about it. */
  notes?: Note[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** An article, official document, post or data set. */
export interface Source {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The kind of source. */
  kind: SourceKind;
  /** The title as published. */
  title: string;
  /** The organization that published it. The id of a record in organizations. */
  publisher?: Id | null;
  /** The people or organizations that wrote it. The id of a record in people or organizations. */
  authors?: Id[];
  /** The date of publication (schema.org: datePublished). */
  date?: PartialDate | null;
  /** The web address. */
  url?: string | null;
  /** The language, as a BCP 47 tag (schema.org: inLanguage). */
  language?: string | null;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of source.
 * - news-article: An article by a news organization.
 * - official-document: A document published by a public body.
 * - press-release: A statement written for the press.
 * - social-post: A post on a social network.
 * - dataset: Structured data.
 * - recording: An audio or video recording.
 * - other: Another kind of source.
 */
export type SourceKind =
  | "news-article"
  | "official-document"
  | "press-release"
  | "social-post"
  | "dataset"
  | "recording"
  | "other";

/** An identifier that someone else uses for the same thing, such as a Wikidata item. */
export interface Identifier {
  /** The system that the identifier belongs to, such as `wikidata`, `open-states`, `eli` or `docket`. */
  scheme: string;
  /** The identifier as that system writes it. */
  identifier: string;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** A note on a record, in our own words, and its author. */
export interface Note {
  /** The text, in our own words. */
  text: string;
  /** The name or the initials of the person who wrote it; empty if that does not matter. */
  author?: string;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** A rule that a record breaks for a good reason. Reports list the findings of that rule separately. */
export interface Suppression {
  /** The code of the rule. */
  code: string;
  /** The reason why the record is correct as it is, in our own words. */
  justification: string;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** A person. For a private individual, record only what is relevant to a public act. */
export interface Person {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The preferred full name; empty if it is withheld or unknown. */
  name?: string;
  /** Other names of the person. */
  other_names?: string[];
  /** True for a person without a public role, whose name is withheld when the record is shown, and from exports. */
  private?: boolean;
  /** A description of the person, in our own words. */
  summary?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** A pointer to a passage in a source. Finished evidence identifies the passage without quoting it. */
export interface Evidence {
  /** The source that contains the passage. The id of a record in sources. */
  source: Id;
  /** The passage in the words of the source, in a draft; empty once it is anchored (Web Annotation: `exact`). */
  quote?: string;
  /** The number of the paragraph, counting the non-empty blocks of the source's text from 1, headline included. */
  paragraph?: number | null;
  /** Offset of the passage's first character in the normalized paragraph, counted from 0. */
  start?: number | null;
  /** Length of the passage in characters of the normalized paragraph. */
  length?: number | null;
  /** SHA-256 of the normalized passage, in hexadecimal, which proves its wording without quoting it. */
  digest?: string | null;
  /** The kind of text that the passage comes from. */
  basis?: Basis | null;
  /**
   * The actors to whom the source attributes the information; empty if it speaks for itself. The id of a record in
   * people or organizations or posts.
   */
  attributed_to?: Id[];
  /** Names of the record's fields that the passage supports; empty means the record as a whole. */
  supports?: string[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of text that the evidence comes from.
 * - document-text: The text of the instrument itself.
 * - official-release: A release about it by its authority.
 * - news-report: A fact reported by a news organization.
 * - testimony: Someone's account, which the source attributes to them.
 */
export type Basis =
  | "document-text"
  | "official-release"
  | "news-report"
  | "testimony";

/** An organization of any kind, or, with the classification `group`, unnamed people that a source counts. */
export interface Organization {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The preferred name, or a description of a group. */
  name: string;
  /** Other names and abbreviations. */
  other_names?: string[];
  /** The kind of organization. */
  classification?: OrganizationClassification | null;
  /**
   * The organization that it is part of, or that a group belongs to (Popolo: parent_id). The id of a record in
   * organizations.
   */
  parent?: Id | null;
  /** The area that it serves, as an Open Civic Data division id. */
  division?: string;
  /** The number of its members, if the source gives it. */
  size?: number | null;
  /** The minimum number of its members, if the source gives only that. */
  minimum_size?: number | null;
  /** A description of the organization, in our own words. */
  summary?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of organization.
 * - government: The government of a state, county, city or tribe as a whole.
 * - executive: The executive branch of a government.
 * - legislature: A body that makes laws.
 * - upper-chamber: The upper chamber of a legislature, such as a senate.
 * - lower-chamber: The lower chamber of a legislature, such as a house of representatives.
 * - council: The legislative body of a city, county or tribe.
 * - committee: A part of a body with a specific task.
 * - party: A political party.
 * - department: A main division of an executive branch.
 * - agency: A government office with its own field of work.
 * - law-enforcement: A police force or another agency with the power of arrest.
 * - court: A court of law.
 * - commission: A body appointed for a specific task.
 * - school-district: A district that runs public schools.
 * - tribal-government: The government of a Native nation.
 * - advocacy-organization: A group that works for a cause.
 * - faith-organization: A church or another religious organization.
 * - labor-union: A union of workers.
 * - news-organization: A newspaper, station or website that reports news.
 * - company: A business.
 * - coalition: Organizations that act together.
 * - group: Unnamed people or organizations that a source counts or describes.
 * - other: Another kind of organization.
 */
export type OrganizationClassification =
  | "government"
  | "executive"
  | "legislature"
  | "upper-chamber"
  | "lower-chamber"
  | "council"
  | "committee"
  | "party"
  | "department"
  | "agency"
  | "law-enforcement"
  | "court"
  | "commission"
  | "school-district"
  | "tribal-government"
  | "advocacy-organization"
  | "faith-organization"
  | "labor-union"
  | "news-organization"
  | "company"
  | "coalition"
  | "group"
  | "other";

/** An office. It exists independently of the person who holds it. */
export interface Post {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The name of the office. */
  name: string;
  /** Other names of the office. */
  other_names?: string[];
  /** The organization that the office belongs to (Popolo: organization_id). The id of a record in organizations. */
  organization?: Id | null;
  /** The area that the office serves, as an Open Civic Data division id. */
  division?: string;
  /** The number of people who can hold it at once, if known (Open Civic Data: maximum_memberships). */
  maximum_memberships?: number | null;
  /** A description of the office, in our own words. */
  summary?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** The period in which an actor held a post or belonged to an organization. */
export interface Membership {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The person or organization that is the member. The id of a record in people or organizations. */
  member: Id;
  /** The organization that it belongs to. The id of a record in organizations. */
  organization?: Id | null;
  /** The post that it holds. The id of a record in posts. */
  post?: Id | null;
  /** Its role there, if no post describes it. */
  role?: string;
  /** The first day, inclusive; empty if the source does not give it. */
  start_date?: PartialDate | null;
  /** The last day, inclusive; empty if the source does not give it or the membership has not ended. */
  end_date?: PartialDate | null;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** An instrument issued by an executive, such as an executive order, proclamation or designation. */
export interface Order {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The kind of order. */
  kind: OrderKind;
  /** The title, or a description if it has none or the source does not give it. */
  title: string;
  /** Other titles. */
  other_titles?: string[];
  /** The number as its authority writes it, such as `O-25-12`; empty if the source does not give it. */
  number?: string;
  /** The area in which it applies, as an Open Civic Data division id (schema.org: legislationJurisdiction). */
  division?: string;
  /**
   * The offices and bodies that issued it (schema.org: legislationPassedBy). The id of a record in people or
   * organizations or posts.
   */
  issued_by?: Id[];
  /** The laws that it invokes as the source of its authority. */
  legal_basis?: LegalBasis[];
  /** The source's own word for the kind of instrument, such as `Decreto`. */
  kind_text?: string;
  /** The language of its text, as a BCP 47 tag (schema.org: inLanguage). */
  language?: string | null;
  /** The part of its provisions that the collection has: all or only some; empty if that is not known. */
  provision_coverage?: ProvisionCoverage | null;
  /** The subjects, each in a word or two. */
  subjects?: string[];
  /** A description of its content, in our own words. */
  summary?: string;
  /** The web address of its text. */
  url?: string | null;
  /** The stages that it reached, in order. */
  milestones?: Milestone[];
  /** The series that its number belongs to, such as the executive orders of one mayor's term. */
  series?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of executive instrument that an order is.
 * - executive-order: A standing order of a chief executive, such as a mayor or governor, to the offices under
 * them.
 * - emergency-order: An order under emergency powers, usually with an end date.
 * - proclamation: A formal public announcement by an executive, such as a declaration of emergency.
 * - administrative-instruction: An internal working rule that a chief administrator sets for staff.
 * - directive: An instruction to take a specific action.
 * - memorandum: A written instruction or policy that is not in the form of an order.
 * - designation: Puts places, persons or things on a list or gives them a status.
 * - regulation: A general rule that an agency makes under a law.
 * - agreement: An agreement that binds a public body, such as a settlement or a consent decree.
 * - other: Another kind of executive instrument.
 */
export type OrderKind =
  | "executive-order"
  | "emergency-order"
  | "proclamation"
  | "administrative-instruction"
  | "directive"
  | "memorandum"
  | "designation"
  | "regulation"
  | "agreement"
  | "other";

/** A law that an instrument invokes as the source of its authority. */
export interface LegalBasis {
  /** The law as the instrument cites it. */
  citation?: string;
  /** The law, if it is in the collection. The id of a record in orders or measures or provisions. */
  law?: Id | null;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The part of an instrument's provisions that the collection records.
 * - all: Each provision of the instrument is recorded.
 * - some: Only some provisions are recorded, such as those that a report calls the key ones.
 */
export type ProvisionCoverage =
  | "all"
  | "some";

/** A stage that an instrument reached on a date. */
export interface Milestone {
  /** The stage that was reached. */
  stage: Stage;
  /** The day on which it was reached; empty if the source does not give it. */
  date?: PartialDate | null;
  /**
   * The actors responsible, such as the signer or the body that passed it. The id of a record in people or
   * organizations or posts.
   */
  by?: Id[];
  /** The post in which they acted, such as lieutenant governor. The id of a record in posts. */
  capacity?: Id | null;
  /**
   * The offices for which they acted, such as that of an absent governor. The id of a record in organizations or
   * posts.
   */
  on_behalf_of?: Id[];
  /** Anything a reader should know about the milestone. */
  notes?: Note[];
  /** The supporting passages; if there are none, those of the record. */
  evidence?: Evidence[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * A stage that an instrument reaches.
 * - announced: Publicly announced by someone involved in it.
 * - proposed: Published for comment before any formal step.
 * - introduced: Formally submitted to a body.
 * - in-committee: Referred to a committee.
 * - passed-committee: Approved by a committee; whether with a recommendation is not known.
 * - passed-committee-favorably: Sent on by a committee, which recommends that it pass.
 * - passed-committee-unfavorably: Sent on by a committee, which recommends that it not pass.
 * - passed-committee-without-recommendation: Sent on by a committee without a recommendation.
 * - failed-committee: Rejected by a committee.
 * - passed: Approved by a vote of a body.
 * - failed: Rejected by a vote of a body.
 * - withdrawn: Withdrawn by its sponsor.
 * - dismissed: Rejected by a court before it took effect.
 * - vetoed: Rejected by the executive.
 * - veto-overridden: Approved by the body despite a veto.
 * - override-failed: Failed to be approved by the body despite a veto.
 * - signed: Signed by the executive.
 * - issued: Officially issued by its authority.
 * - adopted: Finally approved by its body, where no executive approval is needed.
 * - became-law: Became law, with or without a signature.
 * - effective: Took legal effect.
 * - suspended: Temporarily without legal force.
 * - reinstated: Back in force after a suspension.
 * - amended: Its wording was changed by another instrument.
 * - expired: Ended on a date or at a time set in advance.
 * - rescinded: Canceled by the authority that issued it.
 * - repealed: Ended by a later instrument.
 * - superseded: Replaced by a later instrument.
 * - struck-down: Declared void by a court.
 */
export type Stage =
  | "announced"
  | "proposed"
  | "introduced"
  | "in-committee"
  | "passed-committee"
  | "passed-committee-favorably"
  | "passed-committee-unfavorably"
  | "passed-committee-without-recommendation"
  | "failed-committee"
  | "passed"
  | "failed"
  | "withdrawn"
  | "dismissed"
  | "vetoed"
  | "veto-overridden"
  | "override-failed"
  | "signed"
  | "issued"
  | "adopted"
  | "became-law"
  | "effective"
  | "suspended"
  | "reinstated"
  | "amended"
  | "expired"
  | "rescinded"
  | "repealed"
  | "superseded"
  | "struck-down";

/** An instrument of a legislature, such as an ordinance, resolution or bill. */
export interface Measure {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The kind of measure. */
  kind: MeasureKind;
  /** The title, or a description if it has none or the source does not give it. */
  title: string;
  /** Other titles. */
  other_titles?: string[];
  /** The number as its authority writes it, such as `O-25-12`; empty if the source does not give it. */
  number?: string;
  /** The area in which it applies, as an Open Civic Data division id (schema.org: legislationJurisdiction). */
  division?: string;
  /**
   * The offices and bodies that issued it (schema.org: legislationPassedBy). The id of a record in people or
   * organizations or posts.
   */
  issued_by?: Id[];
  /** The laws that it invokes as the source of its authority. */
  legal_basis?: LegalBasis[];
  /** The source's own word for the kind of instrument, such as `Decreto`. */
  kind_text?: string;
  /** The language of its text, as a BCP 47 tag (schema.org: inLanguage). */
  language?: string | null;
  /** The part of its provisions that the collection has: all or only some; empty if that is not known. */
  provision_coverage?: ProvisionCoverage | null;
  /** The subjects, each in a word or two. */
  subjects?: string[];
  /** A description of its content, in our own words. */
  summary?: string;
  /** The web address of its text. */
  url?: string | null;
  /** The stages that it reached, in order. */
  milestones?: Milestone[];
  /**
   * The legislative body that is considering it or passed it (Open Civic Data: from_organization). The id of a
   * record in organizations.
   */
  body?: Id | null;
  /**
   * The actors who introduced it: the primary sponsors, or all if the source does not distinguish. The id of a
   * record in people or organizations or posts.
   */
  sponsors?: Id[];
  /**
   * The other sponsors (Open Civic Data: sponsorships that are not primary). The id of a record in people or
   * organizations or posts.
   */
  cosponsors?: Id[];
  /** The votes on it, in order. */
  vote_events?: VoteEvent[];
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of legislative instrument that a measure is.
 * - ordinance: A local law.
 * - resolution: A formal expression of a body's will or policy.
 * - memorial: A body's formal request or tribute, without the force of law.
 * - bill: A proposed law before a legislature.
 * - statute: A law enacted by a legislature.
 * - charter-amendment: A change to the founding law of a city or county.
 * - motion: A proposal that a body decides on the spot.
 * - other: Another kind of legislative instrument.
 */
export type MeasureKind =
  | "ordinance"
  | "resolution"
  | "memorial"
  | "bill"
  | "statute"
  | "charter-amendment"
  | "motion"
  | "other";

/** A vote of a body on a measure. Counts that the source does not give stay empty. */
export interface VoteEvent {
  /** The body that voted. The id of a record in organizations. */
  body?: Id | null;
  /** The day of the vote. */
  date?: PartialDate | null;
  /** The question that was voted on, such as passage or an amendment, in our own words. */
  motion?: string;
  /** The actors who made the motion. The id of a record in people or organizations or posts. */
  moved_by?: Id[];
  /** The actors who seconded it. The id of a record in people or organizations or posts. */
  seconded_by?: Id[];
  /** The majority that it needed to pass. */
  requirement?: VoteRequirement | null;
  /** True if it passed, False if it failed, None if the result is unknown. */
  passed?: boolean | null;
  /** The number of votes in favor. */
  yes?: number | null;
  /** The number of votes against. */
  no?: number | null;
  /** The number of members who were present but voted neither way. */
  abstain?: number | null;
  /** The number of absent members. */
  absent?: number | null;
  /** The number of members who were excused. */
  excused?: number | null;
  /** The number of members who did not vote, for a reason that is not recorded. */
  not_voting?: number | null;
  /** The number of members who did not vote by agreement with a member on the other side. */
  paired?: number | null;
  /** The votes by voter, as far as the source names them. */
  votes?: Vote[];
  /** The supporting passages; if there are none, those of the record. */
  evidence?: Evidence[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The share of the votes that a motion needs in order to pass.
 * - simple-majority: More votes in favor than against.
 * - absolute-majority: More than half of all members.
 * - three-fifths: At least three fifths of the votes or of the members.
 * - two-thirds: At least two thirds of the votes or of the members.
 * - three-quarters: At least three quarters of the votes or of the members.
 * - unanimity: No vote against.
 */
export type VoteRequirement =
  | "simple-majority"
  | "absolute-majority"
  | "three-fifths"
  | "two-thirds"
  | "three-quarters"
  | "unanimity";

/** The vote of one voter in a vote event. */
export interface Vote {
  /**
   * The voter: a member of the body, or a party or district that votes as one. The id of a record in people or
   * organizations or posts.
   */
  voter: Id;
  /** The way in which they voted. */
  option: VoteOption;
  /** The number of votes that theirs counts for; empty means one. */
  weight?: number | null;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The way in which a member voted, or the reason why not.
 * - yes: Voted in favor.
 * - no: Voted against.
 * - abstain: Was present and declined to vote either way.
 * - absent: Was absent.
 * - excused: Was absent or did not vote, with leave of the body.
 * - not-voting: Did not vote, for a reason that is not recorded.
 * - paired: Did not vote, by agreement with a member on the other side.
 */
export type VoteOption =
  | "yes"
  | "no"
  | "abstain"
  | "absent"
  | "excused"
  | "not-voting"
  | "paired";

/** One institutional statement of an instrument: who must, may or must not do what, or what something is. */
export interface Provision {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** Regulative if it governs conduct; constitutive if it defines, creates or declares something. */
  kind: ProvisionKind;
  /** The order or measure that contains it. The id of a record in orders or measures. */
  instrument: Id;
  /** The roles of the provision in its instrument. */
  functions?: ProvisionFunction[];
  /** The section of the instrument, such as `Section 3(b)`. */
  section?: string;
  /**
   * The actors who are bound or empowered by it (attributes). The id of a record in people or organizations or
   * posts.
   */
  bearers?: Id[];
  /** The words that the text uses for its bearers, such as `city staff`. */
  bearer_text?: string;
  /** Obligation, prohibition, permission or the like; several if the text both authorizes and directs. */
  deontic?: Deontic[];
  /** The text's own word for its deontic, such as `deverá`; with it, a sentence has no English modal verb. */
  modal_text?: string;
  /** The act, as a verb in its base form: `report` (aim). */
  aim?: string;
  /** The object of the act: `any enforcement activity` (direct object). */
  direct_object?: string;
  /** The items of the object, if it is a list. */
  direct_object_items?: string[];
  /** The operator that combines the items of the object: all, one or more, or exactly one of them. */
  direct_object_operator?: LogicalOperator | null;
  /** The recipient of the act, without a preposition: `the public` (indirect object). */
  indirect_object?: string;
  /** Records that its objects or its subject matter refer to. The id of a record in any table. */
  about?: Id[];
  /** Conditions for it to apply, each with its conjunction: `when the public asks` (activation conditions). */
  conditions?: string[];
  /** The operator that combines the conditions; empty means that all must be met. */
  condition_operator?: LogicalOperator | null;
  /** Manner, location or time of the act, each with its preposition: `without delay` (execution constraints). */
  constraints?: string[];
  /** The cases in which it does not apply, each with its conjunction: `unless a court requires it`. */
  exceptions?: string[];
  /** The consequence of a violation (or else). */
  or_else?: string;
  /** The provisions that set the consequence of a violation. The id of a record in provisions. */
  or_else_provisions?: Id[];
  /** The sums of money that it names. */
  amounts?: MonetaryAmount[];
  /** The provisions that define the terms that it uses. The id of a record in provisions. */
  defined_by?: Id[];
  /** The first day on which it has force, inclusive, if that is not the first day of its instrument. */
  start_date?: PartialDate | null;
  /** The last day on which it has force, inclusive, if that is not the last day of its instrument. */
  end_date?: PartialDate | null;
  /** The time by which the act is due. */
  deadline?: Deadline | null;
  /** The recurrence of the act as an RFC 5545 rule: `FREQ=MONTHLY`. With a deadline, it starts after it. */
  recurrence?: string | null;
  /** The first day of the recurrence, inclusive (RFC 5545: DTSTART), if it has a day of its own. */
  recurrence_start?: PartialDate | null;
  /** The thing that a constitutive provision defines or creates (constituted entity). */
  constituted_entity?: string;
  /** The verb that links the entity to its properties: `is`, `means` (constitutive function). */
  constitutive_function?: string;
  /** The properties that the entity is given (constituting properties). */
  constituting_properties?: string[];
  /** The operator that combines the properties; empty means that the entity has all of them. */
  property_operator?: LogicalOperator | null;
  /** A description in our own words, if the other fields do not say enough. */
  summary?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of provision: it regulates conduct, or it establishes a fact or status.
 * - regulative: Says who must, may or must not do what.
 * - constitutive: Defines, creates or declares something.
 */
export type ProvisionKind =
  | "regulative"
  | "constitutive";

/**
 * The role of a provision in its instrument.
 * - recital: Gives a reason or background.
 * - declaration: States a position of its authority.
 * - definition: Defines a term.
 * - delegation: Assigns a power or a task to someone.
 * - reporting: Requires someone to be informed.
 * - transparency: Makes information public.
 * - penalty: Sets the consequence of a violation.
 * - appropriation: Sets money aside for a purpose.
 * - commencement: Sets when something takes effect.
 * - repeal: Ends another instrument or a part of it.
 * - severability: Keeps the rest in force if a part is struck down.
 */
export type ProvisionFunction =
  | "recital"
  | "declaration"
  | "definition"
  | "delegation"
  | "reporting"
  | "transparency"
  | "penalty"
  | "appropriation"
  | "commencement"
  | "repeal"
  | "severability";

/**
 * The force of a provision: it requires, forbids or allows an act.
 * - obligation: They must do it.
 * - prohibition: They must not do it.
 * - permission: They may do it.
 * - right: They are entitled to it.
 * - recommendation: They should do it, but are not required to.
 */
export type Deontic =
  | "obligation"
  | "prohibition"
  | "permission"
  | "right"
  | "recommendation";

/**
 * The way in which the items of a list combine.
 * - and: All of them.
 * - or: One or more of them.
 * - xor: Exactly one of them.
 */
export type LogicalOperator =
  | "and"
  | "or"
  | "xor";

/** A sum of money, such as a fine, a fee or an appropriation, exactly or as a range. */
export type MonetaryAmount = {
  /** The purpose of the sum in a few words, such as `fine for a first violation`. */
  name?: string;
  /** The sum as a decimal number in text, such as `250.00`. */
  value?: string | null;
  /** The smallest sum, inclusive, of a range. */
  min_value?: string | null;
  /** The largest sum, inclusive, of a range. */
  max_value?: string | null;
  /** The currency, as an ISO 4217 code such as `USD`. */
  currency: string;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
} & (
  | { value: string; min_value?: null; max_value?: null }
  | { value?: null; min_value: string; max_value?: null }
  | { value?: null; min_value?: null; max_value: string }
  | { value?: null; min_value: string; max_value: string }
);

/** The time by which an act is due: a date, a period after a stage or another record, or one before an event. */
export type Deadline = {
  /** The last day, inclusive. */
  date?: PartialDate | null;
  /** The period, as an ISO 8601 duration such as `P30D` or `PT48H`. */
  within?: string | null;
  /** True if the days of the period are business days. */
  business_days?: boolean;
  /** The stage of the instrument from whose date the period runs. */
  after?: Stage | null;
  /**
   * The event from whose last day the period runs, or the membership from whose first day it does. The id of a
   * record in events or memberships.
   */
  after_record?: Id | null;
  /** The minimum period between the act and an event after it, as an ISO 8601 duration such as `P10D`. */
  at_least?: string | null;
  /** The event before whose first day the act is due. The id of a record in events. */
  before_record?: Id | null;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
} & (
  | { date: string; within?: null; after?: null; after_record?: null; at_least?: null; before_record?: null; business_days?: false }
  | { date?: null; within: string; after: string; after_record?: null; at_least?: null; before_record?: null }
  | { date?: null; within: string; after?: null; after_record: string; at_least?: null; before_record?: null }
  | { date?: null; within?: null; after?: null; after_record?: null; at_least: string; before_record: string }
);

/** A statement by one or more speakers. It can take a stance on several targets. */
export interface Statement {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The actors who spoke or signed. The id of a record in people or organizations or posts. */
  speakers?: Id[];
  /** The post in which they spoke. The id of a record in posts. */
  capacity?: Id | null;
  /** The organizations or posts on whose behalf they spoke. The id of a record in organizations or posts. */
  on_behalf_of?: Id[];
  /** The actors whom they addressed (Popolo: audience). The id of a record in people or organizations or posts. */
  audience?: Id[];
  /** The day of the statement; empty if the source does not give it. */
  date?: PartialDate | null;
  /** The event at which they spoke. The id of a record in events. */
  event?: Id | null;
  /** The channel through which they spoke. */
  medium?: Medium | null;
  /** The form in which the source presents the statement: a quotation, a paraphrase or a document. */
  mode?: StatementMode | null;
  /** The stances that the statement takes, one for each target. */
  stances?: TargetStance[];
  /** The content of the statement, in our own words. */
  summary?: string;
  /** A few words of the speaker, each phrase no longer than a handful of words. */
  key_phrases?: string[];
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The channel through which a statement was made.
 * - interview: Said to a reporter.
 * - press-conference: Said at a press conference.
 * - ceremony: Said at a signing or another formal occasion.
 * - press-release: Published in a press release.
 * - social-media: Posted on a social network.
 * - letter: Written in a letter, open or private.
 * - hearing: Said at a public hearing.
 * - report: Written in a report.
 * - other: Another channel.
 */
export type Medium =
  | "interview"
  | "press-conference"
  | "ceremony"
  | "press-release"
  | "social-media"
  | "letter"
  | "hearing"
  | "report"
  | "other";

/**
 * The way in which the source presents a statement.
 * - direct-quotation: Quoted in full sentences.
 * - mixed-quotation: Paraphrased, with some of the speaker's own words.
 * - indirect-quotation: Paraphrased in the source's words.
 * - document-text: Taken from the text of a document.
 */
export type StatementMode =
  | "direct-quotation"
  | "mixed-quotation"
  | "indirect-quotation"
  | "document-text";

/** The stance of a statement on one target. */
export interface TargetStance {
  /** The record that the stance is on. The id of a record in any table. */
  target?: Id | null;
  /** The subject of the stance in a few words, if there is no record for it. */
  topic?: string;
  /** The stance, such as support or oppose. */
  stance: Stance;
  /** The main objection, if there is one. */
  objection?: Objection | null;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The position that a statement takes on one target.
 * - support: Speaks in favor of it.
 * - oppose: Speaks against it.
 * - mixed: Supports one part of it and opposes another.
 * - neutral: Discusses it without taking sides.
 * - unclear: Takes a side, but the source does not show which.
 */
export type Stance =
  | "support"
  | "oppose"
  | "mixed"
  | "neutral"
  | "unclear";

/**
 * The main objection that a statement raises.
 * - too-far: It goes too far.
 * - not-far-enough: It does not go far enough.
 * - procedural: It was made in the wrong way.
 * - other: Another objection.
 */
export type Objection =
  | "too-far"
  | "not-far-enough"
  | "procedural"
  | "other";

/** A signing, protest, enforcement action, hearing or other event. */
export interface Event {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /** The kind of event. */
  kind: EventKind;
  /** The name of the event, or a description in our own words. */
  name: string;
  /** The first day, inclusive, or the only day. */
  start_date?: PartialDate | null;
  /** The last day, inclusive; empty if the event lasted one day or the source does not give it. */
  end_date?: PartialDate | null;
  /** The location, as precisely as the source gives it. */
  location?: string;
  /** The actors who took part, on any side, with their roles. */
  participants?: Participant[];
  /**
   * The records that the event was about, such as instruments or other events (Open Civic Data: related entities).
   * The id of a record in any table.
   */
  about?: Id[];
  /** A description of the event, in our own words. */
  summary?: string;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The kind of event.
 * - announcement: Something was announced.
 * - signing: An instrument was signed.
 * - issuance: An instrument was officially issued.
 * - publication: Something was published.
 * - hearing: A body heard testimony.
 * - vote: A body voted.
 * - protest: People demonstrated publicly for or against something.
 * - enforcement-action: An agency arrested, searched or fined someone, or took similar action.
 * - investigation: A public body investigated someone.
 * - court-filing: A lawsuit, an appeal or a motion was filed with a court.
 * - court-ruling: A court issued a ruling.
 * - press-conference: Someone held a press conference.
 * - recess: A body was not in session for a time.
 * - election: Voters or a body elected someone to an office.
 * - migration: People moved to another place to live.
 * - other: Another kind of event.
 */
export type EventKind =
  | "announcement"
  | "signing"
  | "issuance"
  | "publication"
  | "hearing"
  | "vote"
  | "protest"
  | "enforcement-action"
  | "investigation"
  | "court-filing"
  | "court-ruling"
  | "press-conference"
  | "recess"
  | "election"
  | "migration"
  | "other";

/** An actor who took part in an event, and as what. */
export interface Participant {
  /** The actor. The id of a record in people or organizations or posts. */
  actor: Id;
  /** The role in a word or two, such as `plaintiff`, `judge` or `host`; empty if the source does not give it. */
  role?: string;
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/** A subject, a predicate and an object. The inverse relation is derived and never stored. */
export interface Relation {
  /** A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name. */
  id: Id;
  /**
   * The record that acts on the object. The id of a record in organizations or posts or orders or measures or
   * provisions or statements or events or sources.
   */
  subject: Id;
  /** The action of the subject on the object, such as amends or repeals. */
  predicate: RelationKind;
  /**
   * The record that is acted on. The id of a record in organizations or posts or orders or measures or provisions
   * or statements or events or sources.
   */
  object: Id;
  /**
   * The affected provisions of the object. If it and `section` are empty, all of the object is affected. The id of
   * a record in provisions.
   */
  scope?: Id[];
  /** The affected part of the object as the source names it, such as `Section 3`, if no provision records it. */
  section?: string;
  /** The first day of the effect, inclusive, if it differs from the subject's own first day. */
  effective_date?: PartialDate | null;
  /** The last day of the effect, inclusive: of a suspension, or of the time by which an instrument is extended. */
  end_date?: PartialDate | null;
  /** Former ids. A reference to one is reported, with the current id as a suggestion. */
  aliases?: Id[];
  /** The identifiers that others use for it. */
  identifiers?: Identifier[];
  /** Anything a reader should know about the record itself, such as how a doubt was resolved. */
  notes?: Note[];
  /** The supporting passages. They also support the parts of the record that have no evidence of their own. */
  evidence?: Evidence[];
  /** Rules that the record breaks for a good reason. */
  suppressions?: Suppression[];
  /** A field of your own program. */
  [field: `x-${string}`]: unknown;
}

/**
 * The action of one record on another, or what it says about it.
 * - amends: Changes its wording.
 * - repeals: Ends its legal force.
 * - rescinds: Cancels it, by the authority that issued it.
 * - supersedes: Replaces it from now on.
 * - replaces: Replaces it before it was ever in force, or as a newer version of it.
 * - extends: Prolongs the time that it is in force.
 * - suspends: Temporarily removes its legal force.
 * - lifts: Ends its suspension, or the suspension that it imposes.
 * - annuls: Declares it void, as a court does.
 * - upholds: Finds that it is lawful and leaves it in force; affirms it, if it is a ruling.
 * - establishes: Creates the office or the organization.
 * - implements: Carries it out.
 * - codifies: Writes its content into a code of law.
 * - reaffirms: States that it still applies.
 * - expands: Adds to what it covers and leaves it in force.
 * - cites: Mentions it.
 * - responds-to: Responds to it.
 * - corrects: Corrects an error in it.
 * - consolidates: Combines it with others into one text.
 * - commences: Brings it into force.
 * - challenges: Disputes it before a court or another authority; appeals it, if it is a ruling.
 * - conflicts-with: Requires what it forbids, or forbids what it requires.
 * - companion-to: Is the matching measure in another body.
 * - follows: Comes after it in time; does not imply that one caused the other.
 */
export type RelationKind =
  | "amends"
  | "repeals"
  | "rescinds"
  | "supersedes"
  | "replaces"
  | "extends"
  | "suspends"
  | "lifts"
  | "annuls"
  | "upholds"
  | "establishes"
  | "implements"
  | "codifies"
  | "reaffirms"
  | "expands"
  | "cites"
  | "responds-to"
  | "corrects"
  | "consolidates"
  | "commences"
  | "challenges"
  | "conflicts-with"
  | "companion-to"
  | "follows";
