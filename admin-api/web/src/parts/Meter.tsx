/** A share from 0 to 1, as a bar. What it means stands beside it in words. */
export function Meter({ share }: { share: number }) {
  return (
    <div className="meter" aria-hidden="true">
      <svg viewBox="0 0 100 1" preserveAspectRatio="none">
        <rect width={100 * share} height="1" />
      </svg>
    </div>
  )
}
