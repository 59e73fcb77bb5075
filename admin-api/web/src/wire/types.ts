// The server's words. Made from its contract when the screens are built, so that a change there fails here.
import type { components } from './contract'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Session = Schemas['Session']
export type SessionState = Session['state']
export type Allowed = Session['allowed'][number]
export type Mode = Schemas['Mode']
export type Call = Schemas['Call']
export type CallEnd = NonNullable<Call['end']>
export type VoterScreen = Schemas['VoterScreen']
export type Person = VoterScreen['people'][number]
export type Explanation = Schemas['Explanation']
export type MyProject = Schemas['MyProject']
export type MyProjectItem = Schemas['MyProjects']['items'][number]
export type Ways = Schemas['WaysIn']
export type CallMe = Schemas['CallMe']
export type DialInCode = Schemas['DialInCode']
export type InvitationOffer = Schemas['InvitationOffer']
export type Joined = Schemas['Joined']
export type IceServer = Schemas['IceServer']
export type MyCalls = Schemas['MyCalls']
export type Hours = Schemas['Hours']
export type Survey = Schemas['Survey']
export type Question = Survey['questions'][number]
export type OwnDisposition = Schemas['OwnDispositions'][number]
export type Action = Schemas['Action']
export type Problem = Schemas['Problem']
/** Why something was not done, or what happened by itself. */
export type Code = Schemas['Code']

/** Actions that a volunteer can choose; the other two only the server says. */
export type Outcome = Exclude<Action, 'UNRESOLVED' | 'NOT_PLACED'>

/** What a disposition carries beside attempt and code. */
export type SaidOfPeople = Omit<
  NonNullable<import('./contract').operations['dispose']['requestBody']>['content']['application/json'],
  'attempt' | 'code'
>
